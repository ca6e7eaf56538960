// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.relaywarden.testbed.servers.EximRules;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.OpenSmtpdServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.SendmailServer;
import org.relaywarden.testbed.servers.ServerSettings;

/** Servers that relay nothing, whatever they take: none may be called OPEN. */
final class ClosedSetUps {

    private static final String CLOSED = "CLOSED";
    private static final String TAKES_OWN = "takes every name of its own domain, percents among them; that is no relaying";

    private ClosedSetUps() {}

    static List<SetUp> all() {
        return Stream.of(sound(), takes(), refuses()).flatMap(List::stream).toList();
    }

    private static List<SetUp> sound() {
        return List.of(
                postfix(CLOSED, "as it comes, catch-all", "answers 454 to relaying, which is no greylisting",
                        s -> s, PostfixServer.RelayMode.CLOSED).alsoInShort(),
                postfix(CLOSED, "reject_unauth_destination first, knows its users", "",
                        s -> s.withCatchAll(false), PostfixServer.RelayMode.CLOSED_554),
                postfix(CLOSED, "relay_domains = isp.example", "passes mail on for the provider's domain alone",
                        s -> s.withCatchAll(false).withExtraLines("relay_domains = isp.example"),
                        PostfixServer.RelayMode.CLOSED),
                exim("closed, catch-all", true, TAKES_OWN),
                exim("closed, knows its users", false, ""),
                sendmail("closed, catch-all", true, TAKES_OWN),
                sendmail("closed, knows its users", false, ""),
                openSmtpd("closed, catch-all", true, TAKES_OWN).alsoInShort(),
                openSmtpd("closed, knows its users", false, ""));
    }

    private static List<SetUp> takes() {
        return List.of(
                SetUp.notOpen("Exim", CLOSED, "catch-all with an autoresponder",
                        "its answers go to the probes' senders and prove nothing",
                        exim(true, EximRules.SOUND
                                .withRouters("answer:", "driver = accept", "domains = +own_domains", "senders = ! :",
                                        "transport = vacation", "unseen")
                                .withTransports("vacation:", "driver = autoreply", "to = $sender_address",
                                        "from = postmaster@DOMAIN", "subject = Away", "text = Gone fishing.")))
                        .alsoInShort(),
                SetUp.notOpen("Exim", "BACKSCATTER", "takes all, bounces what is not its own",
                        "takes at RCPT what it can't route, and tells the sender later",
                        exim(false, EximRules.SOUND
                                .withMain("ignore_bounce_errors_after = 0s")
                                .withRecipients("accept")
                                .withRouters("undeliverable:", "driver = redirect", "domains = ! +own_domains",
                                        "condition = ${if def:sender_host_address}", "allow_fail", "data = :fail: no such user here")))
                        .alsoInShort(),
                SetUp.notOpen("Exim", "SUSPECT", "takes all, drops all", "accepted is not relayed",
                        exim(true, EximRules.SOUND
                                .withRecipients("accept")
                                .withRouters("drop:", "driver = redirect", "data = :blackhole:"))).alsoInShort(),
                postfix("SUSPECT", "transport_maps = static:discard:, mynetworks is the world", "accepted is not relayed",
                        s -> s.withExtraLines("transport_maps = static:discard:"), PostfixServer.RelayMode.OPEN),
                SetUp.notOpen("Exim", "INCONCLUSIVE", "takes all at RCPT, refuses after DATA",
                        "refuses in the end, but nobody can tell for which form",
                        exim(false, EximRules.SOUND
                                .withMain("acl_smtp_data = check_data")
                                .withRecipients("accept")
                                .withAcls("check_data:", "deny message = refused after a look at it"))));
    }

    private static List<SetUp> refuses() {
        return List.of(
                SetUp.notOpen("Exim", CLOSED, "closed behind a greylist",
                        "puts each form off once; the same form again shows what is behind",
                        exim(false, EximRules.SOUND.withRecipients(greylist().toArray(String[]::new)))).alsoInShort(),
                SetUp.notOpen("Exim", "INCONCLUSIVE", "puts everything off", "says 451 to its own postmaster's mail, too",
                        exim(false, EximRules.SOUND.withRecipients("defer message = local problem"))),
                SetUp.notOpen("Exim", "MASKED", "refuses every sender",
                        "its refusals are of the sender, never of relaying",
                        exim(false, EximRules.SOUND
                                .withMain("acl_smtp_mail = check_mail")
                                .withAcls("check_mail:", "deny message = Sender address rejected"))));
    }

    /** A file for each triplet that was seen: the first visit is put off, with no wait before the second. */
    static List<String> greylist() {
        return List.of(
                "defer message = greylisted, come back later",
                "set acl_m_seen = /var/spool/exim4/${md5:$sender_host_address $sender_address $local_part $domain}",
                "condition = ${if exists{$acl_m_seen}{no}{yes}}",
                "condition = ${run{/usr/bin/touch $acl_m_seen}{yes}{yes}}");
    }

    private static SetUp postfix(
            String verdict, String setting, String why, UnaryOperator<ServerSettings> more, PostfixServer.RelayMode mode) {
        return SetUp.notOpen("Postfix", verdict, setting, why, place -> PostfixServer.start(
                place.host(), place.folder(), more.apply(place.settings()), mode));
    }

    private static SetUp exim(String setting, boolean catchAll, String why) {
        return SetUp.notOpen("Exim", CLOSED, setting, why, exim(catchAll, EximRules.SOUND));
    }

    static SetUp.Kind.Real exim(boolean catchAll, EximRules rules) {
        return place -> EximServer.start(
                place.host(), place.folder(), place.settings().withCatchAll(catchAll), place.here(rules));
    }

    private static SetUp sendmail(String setting, boolean catchAll, String why) {
        return SetUp.notOpen("Sendmail", CLOSED, setting, why, place -> SendmailServer.start(
                place.host(), place.folder(), place.settings().withCatchAll(catchAll), SendmailServer.RelayMode.CLOSED));
    }

    private static SetUp openSmtpd(String setting, boolean catchAll, String why) {
        return SetUp.notOpen("OpenSMTPD", CLOSED, setting, why, openSmtpd(catchAll));
    }

    static SetUp.Kind.Real openSmtpd(boolean catchAll) {
        return place -> OpenSmtpdServer.start(
                place.host(), place.folder(), place.settings().withCatchAll(catchAll), OpenSmtpdServer.RelayMode.CLOSED);
    }
}
