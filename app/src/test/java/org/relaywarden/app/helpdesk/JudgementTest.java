// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.dns.Exchange;
import org.relaywarden.bsmtp.dns.MailExchanger;
import org.relaywarden.bsmtp.look.Seen;
import org.relaywarden.bsmtp.quota.Usage;
import org.relaywarden.bsmtp.signon.SignOn;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;

/** B18: what each set of facts means, and that the cause that matters most comes first. */
class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress OURS = InetAddress.ofLiteral("192.0.2.25");
    private static final InetAddress OTHER = InetAddress.ofLiteral("198.51.100.9");
    private static final SignOn ONLINE = session(1, "nas-1", Optional.empty());

    /** Each kind of trouble, laid over a customer with whom all is well. */
    enum Trouble {
        SUSPENDED(Cause.NOT_ACTIVE, "the subscription is suspended, so mail for its domains is refused (B2). Settle",
                f -> with(f, customer(SubscriptionState.SUSPENDED, Line.ADSL, true, "ann.example"))),
        NO_DOMAIN(Cause.NO_DOMAIN, "the books have no domain for ann",
                f -> with(f, customer(SubscriptionState.ACTIVE, Line.ADSL, true))),
        NO_ADDRESS(Cause.NO_FIXED_ADDRESS, "the books have no fixed address to deliver to",
                f -> looking(with(f, customer(SubscriptionState.ACTIVE, Line.ADSL, false, "ann.example")),
                        new Facts.Look.Nowhere())),
        NO_SUCH_DOMAIN(Cause.NO_SUCH_DOMAIN, "there is no domain ann.example in DNS",
                f -> with(f, new Exchange.NoSuchDomain())),
        NULL_MX(Cause.NULL_MX, "ann.example says in DNS that it takes no mail (a null MX, RFC 7505)",
                f -> with(f, new Exchange.NullMx())),
        NO_MX(Cause.NO_MX, "ann.example has no MX record and no address",
                f -> with(f, new Exchange.NoneButAddress(List.of()))),
        NO_MX_BUT_ADDRESS(Cause.NO_MX, "its mail goes to its own address, 198.51.100.9, and not here (B1). Let the"
                + " customer set the MX record of ann.example to mail.isp.example.",
                f -> with(f, new Exchange.NoneButAddress(List.of(OTHER)))),
        MX_ELSEWHERE(Cause.MX_ELSEWHERE, "mail for ann.example goes to mx.other.example, and not here (B1). Let the",
                f -> with(f, found(mx(10, "mx.other.example", OTHER)))),
        MX_ELSEWHERE_FIRST(Cause.MX_ELSEWHERE, "goes to mx.other.example first, and comes here only when",
                f -> with(f, found(mx(10, "mx.other.example", OTHER), mx(20, "mail.isp.example", OURS)))),
        MX_HALF(Cause.MX_PARTLY_ELSEWHERE, "part of the mail for ann.example goes to mx.other.example",
                f -> with(f, found(mx(10, "mail.isp.example", OURS), mx(10, "mx.other.example", OTHER)))),
        MX_SPARE(Cause.MX_PARTLY_ELSEWHERE, "goes to mx.other.example while our server does not answer",
                f -> with(f, found(mx(10, "mail.isp.example", OURS), mx(20, "mx.other.example", OTHER)))),
        FULL(Cause.MAILBOX_FULL, "the mailbox is full (20.0 MB of 20.0 MB), so new mail is refused",
                f -> with(f, new Usage(20_000_000, 20_000_000, 9, 100, 2))),
        HELD(Cause.HELD, "the mail is held by jan since 2026-03-01T10:00:00Z: moving house. Ask jan; to let it go:"
                + " queue release ann",
                f -> with(f, waiting("", false, Optional.of(new Facts.Hold("jan", NOW, "moving house")), Optional.empty()))),
        NO_SOURCE(Cause.NO_DELIVERY_ADDRESS, "192.0.2.7:25 can't be dialled from an announced address: another family",
                f -> looking(f, new Facts.Look.NotAllowed("another family"))),
        TWICE(Cause.DOUBLE_SIGN_ON, "ann is signed on twice at once, which upsets the routing of its address: on nas-1"
                + " from 0201 since 2026-03-01T10:00:00Z; and on nas-2 from 0202",
                f -> with(f, new Facts.SignOnsKnown(Optional.of(ONLINE), List.of(ONLINE),
                        List.of(ONLINE, session(2, "nas-2", Optional.empty()))))),
        OFFLINE(Cause.NOT_ONLINE, "the line is down: the last session began at 2026-03-01T10:00:00Z and ended at",
                f -> seeing(with(f, new Facts.SignOnsKnown(
                        Optional.of(session(1, "nas-1", Optional.of(NOW))), List.of(), List.of())),
                        new Seen.Silent(Duration.ofSeconds(10)))),
        SILENT(Cause.PORT_SILENT, "192.0.2.7:25 is silent: nothing came back within 10 seconds. Let the customer check,"
                + " in this order: that the server is on; that the router forwards port 25 to it; that no firewall keeps"
                + " us (192.0.2.0/27) out.",
                f -> seeing(f, new Seen.Silent(Duration.ofSeconds(10)))),
        REFUSED(Cause.PORT_REFUSED, "192.0.2.7:25 refused the connection: a machine is there, and no mail server",
                f -> seeing(f, new Seen.NobodyListens())),
        NO_WAY(Cause.NO_WAY, "192.0.2.7:25 can't be reached: No route to host",
                f -> seeing(f, new Seen.NoWay("No route to host"))),
        SLOW(Cause.PORT_SLOW, "took the connection, and the banner did not come within 40 seconds",
                f -> seeing(f, new Seen.Slow("banner", Duration.ofSeconds(40)))),
        HANGS_UP(Cause.PORT_HANGS_UP, "took the connection and hung up before the banner",
                f -> seeing(f, new Seen.HungUp("banner"))),
        SSH(Cause.NOT_A_MAIL_SERVER, "is no mail server; it said: SSH-2.0",
                f -> seeing(f, new Seen.NoMailServer("SSH-2.0"))),
        TURNED_AWAY(Cause.TURNED_AWAY, "192.0.2.7:25 turns us away at the banner: 554 go. Nothing is bounced",
                f -> seeing(f, new Seen.TurnedAway("banner", Reply.of(554, "go")))),
        TURNED_AWAY_FOR_NOW(Cause.TURNED_AWAY, "turns us away at the EHLO: 421 busy. It says that it is for now",
                f -> seeing(f, new Seen.TurnedAway("EHLO", Reply.of(421, "busy")))),
        AT_FAULT(Cause.HOST_AT_FAULT, "refuses all mail since 2026-03-01T10:00:00Z, in its words: RCPT: 554 relay"
                + " denied. Its settings are at fault, not the mail: it must take mail for ann.example from 192.0.2.0/27",
                f -> with(f, waiting("RCPT: 554 relay denied", true, Optional.empty(), Optional.of(NOW)))),
        REFUSES_SOME(Cause.MESSAGES_REFUSED, "did not take all messages, in its words: RCPT: 450 later. Which, and why"
                + " each: queue show ann",
                f -> with(f, waiting("RCPT: 450 later", true, Optional.empty(), Optional.empty()))),
        FILTERED(Cause.FILTER_ON, "a filter is on since 2026-03-01T10:00:00Z (case 7): mail from us still arrives",
                f -> with(f, block(Measure.DIAL_UP_FILTER, false))),
        FILTERED_IN_DRY_RUN(Cause.FILTER_ON, "but enforcement.driver is dry-run: nothing is blocked",
                f -> with(f, block(Measure.NETWORK_BLOCK, true))),
        SMARTHOST_CLOSED(Cause.FILTER_ON, "the host's access to our smarthost is blocked",
                f -> with(f, block(Measure.SMARTHOST_BLOCK, false))),
        NO_LOGINS(Cause.CANT_LOG_IN, "nobody can log in to our smarthost just now: Dovecot at /x: hung up. Start"
                + " Dovecot",
                f -> with(f, new Facts.Sending(true, true, "Dovecot at /x: hung up"))),
        WAITS(Cause.WAITING, "3 messages (12.0 kB) wait, the oldest since 2026-03-01T10:00:00Z; the next try is at"
                + " 2026-03-01T10:00:00Z (20 minutes after the last). To try at once: queue flush ann.",
                f -> with(f, waiting("connect: Connection refused", false, Optional.empty(), Optional.empty()))),
        DNS_AWAY(Cause.NONE, "nothing was found that keeps mail back, but not all could be looked at.",
                f -> with(f, new Exchange.NoAnswer("was silent"))),
        NOTHING(Cause.NONE, "nothing keeps mail back: what comes is passed straight on.", f -> f);

        private final Cause cause;
        private final String says;
        private final UnaryOperator<Facts> made;

        Trouble(Cause cause, String says, UnaryOperator<Facts> made) {
            this.cause = cause;
            this.says = says;
            this.made = made;
        }
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void theFirstLineNamesTheCauseAndWhatToDo(Trouble trouble) {
        Diagnosis diagnosis = Judgement.of(trouble.made.apply(well()));

        assertEquals(trouble.cause, diagnosis.first().cause(), diagnosis::firstLine);
        assertTrue(diagnosis.firstLine().contains(trouble.says), diagnosis::firstLine);
        assertTrue(trouble.cause == Cause.NONE || !diagnosis.first().remedy().isEmpty(), "what to do");
    }

    @Test
    void everyCauseHasItsTrouble() {
        Set<Cause> told = Arrays.stream(Trouble.values())
                .map(trouble -> trouble.cause)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));

        assertEquals(EnumSet.allOf(Cause.class), told);
    }

    /** All troubles that can hold at once: they are taken away one by one, and the next is told. */
    @Test
    void whatMattersMostComesFirst() {
        List<Trouble> together = List.of(Trouble.SUSPENDED, Trouble.MX_ELSEWHERE, Trouble.FULL, Trouble.HELD,
                Trouble.TWICE, Trouble.SILENT, Trouble.FILTERED, Trouble.WAITS);
        for (int from = 0; from < together.size() - 1; from++) {
            Facts facts = well();
            for (Trouble trouble : together.subList(from, together.size()).reversed()) {
                facts = trouble.made.apply(facts);
            }
            assertEquals(together.get(from).cause, Judgement.of(facts).first().cause());
        }
    }

    @Test
    void theListFollowsB18() {
        List<Topic> topics = Judgement.of(well()).findings().stream().map(Finding::topic).toList();

        assertEquals(List.of(Topic.values()), topics);
    }

    /** B17: what "I can't send" is answered with. */
    @Test
    void howACustomerMaySend() {
        assertEquals("the program is no smarthost (smarthost.listen)",
                sending(with(well(), new Facts.Sending(false, false, ""))));
        assertEquals("sends by our smarthost from our ranges, from elsewhere after a login, by port 587 with STARTTLS",
                sending(well()));
        assertEquals("sends by our smarthost from our ranges, from elsewhere not at all, for smarthost.auth-socket is"
                + " not set", sending(with(well(), new Facts.Sending(true, false, ""))));
        assertEquals("nothing is sent by our smarthost for a subscription that is suspended",
                sending(Trouble.SUSPENDED.made.apply(well())));
    }

    private static String sending(Facts facts) {
        return Judgement.of(facts).findings().getLast().words();
    }

    /** B1: by address, where a customer gave our server a name of their own. */
    @Test
    void anotherNameOfOurOwnServerIsRight() {
        Facts facts = with(well(), found(mx(5, "post.ann.example", OURS)));

        assertEquals(Cause.NONE, Judgement.of(facts).first().cause());
    }

    /** E10: on another provider's line nobody tells us of sign-ons, so silence is not offline. */
    @Test
    void onAnotherProvidersLineSilenceIsNoSignOffline() {
        Facts facts = with(Trouble.OFFLINE.made.apply(well()),
                customer(SubscriptionState.ACTIVE, Line.ELSEWHERE, true, "ann.example"));

        assertEquals(Cause.PORT_SILENT, Judgement.of(facts).first().cause());
    }

    private static Facts well() {
        var exchanges = new TreeMap<String, Exchange>();
        exchanges.put("ann.example", found(mx(10, "mail.isp.example", OURS)));
        return new Facts(
                NOW,
                customer(SubscriptionState.ACTIVE, Line.ADSL, true, "ann.example"),
                exchanges,
                new Facts.OurServers(List.of("mail.isp.example"), List.of(OURS), Optional.of(OURS),
                        List.of("192.0.2.0/27")),
                new Usage(1_000, 20_000_000, 2, 0, 0),
                Facts.Waiting.NOTHING,
                new Facts.Look.Taken(new Seen.Answers("220 ann", new Seen.Encryption.Works("TLSv1.3"))),
                List.of(),
                new Facts.SignOnsKnown(Optional.of(ONLINE), List.of(ONLINE), List.of()),
                new Facts.Sending(true, true, ""));
    }

    private static Customer customer(SubscriptionState state, Line line, boolean hasAddress, String... domains) {
        return new Customer("ann", List.of(), Product.ADVANCED_MAIL, List.of(domains), line,
                hasAddress ? List.of(new FixedAddress(HOST, 25, true)) : List.of(), false, false, Language.ENGLISH,
                state, Optional.empty());
    }

    private static Exchange found(MailExchanger... exchangers) {
        return new Exchange.Found(List.of(exchangers));
    }

    private static MailExchanger mx(int preference, String name, InetAddress address) {
        return new MailExchanger(preference, name, List.of(address), "");
    }

    private static SignOn session(int number, String nas, Optional<Instant> ended) {
        return new SignOn(number, number, "ann", nas, "192.0.2.1", "s" + number, "", "192.0.2.7", "020" + number,
                SignOn.Origin.START, "", NOW, NOW, ended, ended.map(at -> SignOn.Ending.STOPPED), "", "", false);
    }

    private static BlockRecord block(Measure measure, boolean dryRun) {
        return new BlockRecord(
                1, 7, "ann", HOST, 25, Set.of(), measure, true, BlockRecord.Actual.ON, dryRun, NOW, Optional.empty());
    }

    private static Facts.Waiting waiting(
            String lastResult, boolean gotToMessages, Optional<Facts.Hold> hold, Optional<Instant> atFault) {
        return new Facts.Waiting(3, 12_000, Optional.of(NOW), Optional.of(NOW), lastResult, gotToMessages,
                Optional.of(NOW),
                "20 minutes after the last", hold, atFault);
    }

    private static Facts with(Facts f, Customer customer) {
        return new Facts(f.now(), customer, f.exchanges(), f.ours(), f.usage(), f.waiting(), f.look(), f.blocks(),
                f.signOns(), f.sending());
    }

    private static Facts with(Facts f, Exchange exchange) {
        var exchanges = new TreeMap<String, Exchange>();
        exchanges.put("ann.example", exchange);
        return new Facts(f.now(), f.customer(), exchanges, f.ours(), f.usage(), f.waiting(), f.look(), f.blocks(),
                f.signOns(), f.sending());
    }

    private static Facts with(Facts f, Usage usage) {
        return new Facts(f.now(), f.customer(), f.exchanges(), f.ours(), usage, f.waiting(), f.look(), f.blocks(),
                f.signOns(), f.sending());
    }

    private static Facts with(Facts f, Facts.Waiting waiting) {
        return new Facts(f.now(), f.customer(), f.exchanges(), f.ours(), f.usage(), waiting, f.look(), f.blocks(),
                f.signOns(), f.sending());
    }

    private static Facts seeing(Facts f, Seen seen) {
        return looking(f, new Facts.Look.Taken(seen));
    }

    private static Facts looking(Facts f, Facts.Look look) {
        return new Facts(f.now(), f.customer(), f.exchanges(), f.ours(), f.usage(), f.waiting(), look, f.blocks(),
                f.signOns(), f.sending());
    }

    private static Facts with(Facts f, BlockRecord block) {
        return new Facts(f.now(), f.customer(), f.exchanges(), f.ours(), f.usage(), f.waiting(), f.look(),
                List.of(block), f.signOns(), f.sending());
    }

    private static Facts with(Facts f, Facts.SignOnsKnown signOns) {
        return new Facts(f.now(), f.customer(), f.exchanges(), f.ours(), f.usage(), f.waiting(), f.look(), f.blocks(),
                signOns, f.sending());
    }

    private static Facts with(Facts f, Facts.Sending sending) {
        return new Facts(f.now(), f.customer(), f.exchanges(), f.ours(), f.usage(), f.waiting(), f.look(), f.blocks(),
                f.signOns(), sending);
    }
}
