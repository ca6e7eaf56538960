// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.testbed.servers.EximRules;
import org.relaywarden.testbed.servers.EximServer;

/** Exim, opened by a statement of its ACL at RCPT that believes what the other side says of itself. */
final class EximSenderSetUps {

    static final String PRODUCT = "Exim";

    private static final String LITERALS = "allow_domain_literals = true";
    private static final String OWN_SENDER = "a forged own sender is believed, whatever the greeting";

    private static final String[] ANYONE =
            "S1b S2 S3 S4 S5 S7 S10 S14 S14b S15 H1 H1b H2 H2b H3a H3b H3c H3d H5 H5b R10 R20".split(" ");

    private EximSenderSetUps() {}

    static List<SetUp> all() {
        return List.of(
                accepts("S1", "accept", "open to anyone: sender and greeting don't matter, and a source route is dropped",
                        Stream.concat(Stream.of(ANYONE), Stream.of("S16")).toArray(String[]::new)),
                acceptsThat("S1", "accept, behind a greylist",
                        "the same form again gets past it; S16, with two recipients, would at a third visit",
                        Stream.concat(ClosedSetUps.greylist().stream(), Stream.of("accept")).toArray(String[]::new),
                        ANYONE),
                acceptsThat("S1b", "deny domains = " + Place.COLLECTOR_DOMAIN + "; accept",
                        "refuses what goes to the tester's domain (nmap was given the same one), and relays all else",
                        new String[] {"deny domains = " + Place.COLLECTOR_DOMAIN, "accept"},
                        Stream.concat(Stream.of(ANYONE), Stream.of("S1", "S16")).toArray(String[]::new)),
                accepts("S2", "accept senders = :", ""),
                accepts("S3", "accept sender_domains = HOST", OWN_SENDER, "H1b", "H2b", "H3c", "H3d", "H5b"),
                accepts("S4", "accept sender_domains = DOMAIN", "its postmaster is a sender there, too", "S5"),
                acceptsThat("S5", "its own senders, once they are verified", "",
                        new String[] {"accept sender_domains = DOMAIN", "verify = sender"}),
                withMain("S6", LITERALS, "accept sender_domains = @[]", "its own literals include that of its loopback", "S8a")
                        .alsoInShort(),
                accepts("S7", "accept sender_domains = localhost", ""),
                withMain("S8a", LITERALS, "accept sender_domains = [127.0.0.1]"),
                withMain("S8b", LITERALS, "accept sender_domains = <; [IPv6:::1]"),
                accepts("S10", "accept condition = ${if eqi{$sender_address}{$local_part@$domain}}", ""),
                withMain("S13", "sender_unqualified_hosts = *", "accept senders = ^[^@]+!"),
                accepts("S14b", "accept senders = abuse@isp.example", ""),
                accepts("S15", "accept condition = ${if !match{$smtp_command}{<}}", ""),
                accepts("S16", "accept condition = ${if >{$recipients_count}{0}}", "").alsoInShort(),
                accepts("H1", "accept condition = ${if eq{$received_protocol}{smtp}}", "whoever the sender is", "H1b")
                        .alsoInShort(),
                acceptsThat("H1b", "accept sender_domains = HOST, where $received_protocol is smtp", "",
                        new String[] {"accept sender_domains = HOST", "condition = ${if eq{$received_protocol}{smtp}}"}),
                accepts("H2", "accept condition = ${if eqi{$sender_helo_name}{$primary_hostname}}",
                        "the rule is about the greeting, whoever the sender is", "H2b"),
                masked());
    }

    /** Refuses our sender for itself, and a percent under its domain not: seen by the same form with a sender of its own. */
    private static SetUp masked() {
        EximRules rules = EximRules.SOUND
                .withRecipients("deny message = Sender address rejected", "sender_domains = " + Place.SENDER_DOMAIN)
                .withRouters(EximRecipientSetUps.router("DOMAIN", "^([^%]+)%([^%]+)$"));
        return SetUp.open(PRODUCT, "R1s", "deny sender_domains = (the tester's); redirect: user%remote@DOMAIN",
                "the tester's own sender is refused first; Exim drops a source route", start(rules), "R1", "R16d");
    }

    private static SetUp accepts(String by, String statement, String why, String... together) {
        return SetUp.open(
                PRODUCT, by, statement, why, start(EximRules.SOUND.withRecipients(statement)), together);
    }

    private static SetUp acceptsThat(String by, String setting, String why, String[] lines, String... together) {
        return SetUp.open(PRODUCT, by, setting, why, start(EximRules.SOUND.withRecipients(lines)), together);
    }

    private static SetUp withMain(String by, String main, String statement) {
        return withMain(by, main, statement, "");
    }

    private static SetUp withMain(String by, String main, String statement, String why, String... together) {
        EximRules rules = EximRules.SOUND.withMain(main).withRecipients(statement);
        return SetUp.open(PRODUCT, by, main + "; " + statement, why, start(rules), together);
    }

    /** It knows no user but postmaster, so that what it takes beside it is taken for the rule. */
    static SetUp.Kind.Real start(EximRules rules) {
        return place -> EximServer.start(
                place.host(), place.folder(), place.settings().withCatchAll(false), place.here(rules));
    }
}
