// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.PostfixServer;

/** Postfix, opened by an access map that says OK too early, and by rewriting behind a check that was switched off. */
final class PostfixSetUps {

    private static final String PRODUCT = "Postfix";
    private static final String OWN_SENDER = "a forged own sender is believed, whatever the greeting";
    private static final String ANY_SENDER = "the rule is about the greeting, whoever the sender is";
    private static final String BEHIND_OWN_NAME = "smtpd_restriction_classes = own; own = check_helo_access %s; "
            + "check_sender_access inline:{ {HOST = own} }";

    private PostfixSetUps() {}

    static List<SetUp> all() {
        return Stream.of(senders(), greetings(), recipients()).flatMap(List::stream).toList();
    }

    private static List<SetUp> senders() {
        return List.of(
                SetUp.open(PRODUCT, "S1", "mynetworks = 0.0.0.0/0", "open to anyone, in nearly any form",
                        place -> PostfixServer.start(
                                place.host(),
                                place.folder(),
                                place.settings().withCatchAll(false),
                                PostfixServer.RelayMode.OPEN),
                        EVERYTHING).alsoInShort(),
                lines("S1b", "mynetworks = 0.0.0.0/0; smtpd_recipient_restrictions = " + collectorIs("REJECT"),
                        "refuses what goes to the tester's domain (nmap was given the same one), and relays all else",
                        WITH_S1).alsoInShort(),
                lines("S1b", "mynetworks = 0.0.0.0/0; smtpd_recipient_restrictions = " + collectorIs("DISCARD"),
                        "takes what goes to the tester's domain and drops it, and relays all else", WITH_S1),
                access("S2", "check_sender_access inline:{ {<> = OK} }", "").alsoInShort(),
                access("S3", "check_sender_access inline:{ {HOST = OK} }", OWN_SENDER, "S9", "H1b", "H2b", "H3c", "H3d", "H5b")
                        .alsoInShort(),
                access("S4", "check_sender_access regexp:{ {/@DOMAIN$$/ OK} }", "its postmaster is a sender there, too", "S5"),
                access("S5", "check_sender_access inline:{ {postmaster@DOMAIN = OK} }", ""),
                access("S7", "check_sender_access inline:{ {localhost = OK} }", ""),
                access("S8a", "check_sender_access inline:{ {[127.0.0.1] = OK} }", ""),
                access("S8b", "check_sender_access regexp:{ {/@\\[IPv6:::1\\]$$/ OK} }", ""),
                lines("S9", "myorigin = office.DOMAIN; smtpd_relay_restrictions = permit_mynetworks, "
                        + "check_sender_access inline:{ {office.DOMAIN = OK} }, defer_unauth_destination", ""),
                access("S14", "check_sender_access inline:{ {isp.example = OK} }", "the desk's address is in it, too", "S14b")
                        .alsoInShort(),
                access("S14b", "check_sender_access inline:{ {abuse@isp.example = OK} }", ""));
    }

    private static List<SetUp> greetings() {
        return List.of(
                access("H2", "check_helo_access inline:{ {HOST = OK} }", ANY_SENDER, "H2b").alsoInShort(),
                access("H3a", "check_helo_access inline:{ {localhost = OK} }", ANY_SENDER, "H3c"),
                access("H3b", "check_helo_access inline:{ {[127.0.0.1] = OK} }", ANY_SENDER, "H3d"),
                access("H5", "check_helo_access inline:{ {smtp.isp.example = OK} }", ANY_SENDER, "H5b"),
                behindOwnName("H2b", "inline:{ {HOST = OK} }"),
                behindOwnName("H3c", "inline:{ {localhost = OK} }"),
                behindOwnName("H3d", "inline:{ {[127.0.0.1] = OK} }"),
                behindOwnName("H5b", "inline:{ {smtp.isp.example = OK} }"));
    }

    private static List<SetUp> recipients() {
        return List.of(
                unwraps("R1", "/^([^%]+)%([^%@]+)@DOMAIN$$/ $$1@$$2", "a source route is dropped before", "R16d"),
                dequotesLate("R6", "@DOMAIN", "R8"),
                dequotesLate("R7", "@\\[ADDRESS\\]", "R9"),
                unwraps("R13", "/^([^!%]+)!([^!%]+)@office.DOMAIN$$/ $$2@$$1", ""),
                unwraps("R14", "/^([^!%]+)!([^!%]+)@DOMAIN$$/ $$2@$$1", ""),
                unwraps("R24", "/^SRS0=[^=]+=[^=]+=([^=]+)=([^@]+)@DOMAIN$$/ $$2@$$1", ""),
                access("R19a", "check_recipient_access regexp:{ {/@\\[[0-9.]+\\]$$/ OK} }", ""),
                SetUp.open(PRODUCT, "R20",
                        "smtpd_relay_restrictions = permit_mynetworks, permit_mx_backup, defer_unauth_destination",
                        "", PostfixSetUps::asBackup).alsoInShort());
    }

    /** What a door that is open to anyone lets through, as Postfix reads it. */
    static final String[] EVERYTHING =
            ("S1b S2 S3 S4 S5 S6 S7 S8a S8b S9 S10 S13 S14 S14b S15 S16 H1 H1b H2 H2b H3a H3b H3c H3d H5 H5b R1 R2 R3 R4 R5 R6 R7 "
                            + "R8 R9 R10 R11 R13 R14 R15 R16a R16b R16c R16d R18a R19a R19b R20 R22")
                    .split(" ");

    private static final String[] WITH_S1 =
            Stream.concat(Stream.of("S1"), Stream.of(EVERYTHING)).toArray(String[]::new);

    private static String collectorIs(String action) {
        return "check_recipient_access inline:{ {" + Place.COLLECTOR_DOMAIN + " = " + action + "} }";
    }

    private static SetUp access(String by, String check, String why, String... together) {
        String line = "smtpd_relay_restrictions = permit_mynetworks, " + check + ", defer_unauth_destination";
        return SetUp.open(PRODUCT, by, check.replace("$$", "$"), why, place -> started(place, line), together);
    }

    private static SetUp behindOwnName(String by, String map) {
        String setting = BEHIND_OWN_NAME.formatted(map);
        return SetUp.open(PRODUCT, by, setting, "", place -> started(
                place,
                "smtpd_restriction_classes = own",
                "own = check_helo_access " + map,
                "smtpd_relay_restrictions = permit_mynetworks, check_sender_access inline:{ {HOST = own} }, "
                        + "defer_unauth_destination"));
    }

    /** As it comes, Postfix undoes such forms before it judges, and refuses them. */
    private static SetUp unwraps(String by, String rule, String why, String... together) {
        String table = "virtual_alias_maps = regexp:{ {" + rule + "} }";
        String setting = "allow_untrusted_routing = yes; " + table.replace("$$", "$");
        return SetUp.open(PRODUCT, by, setting, why, place -> started(
                place, "allow_percent_hack = no", "swap_bangpath = no", "allow_untrusted_routing = yes",
                "myorigin = office.DOMAIN", "mydestination = DOMAIN, office.DOMAIN", table), together);
    }

    /** Told to take what is quoted for a name, it judges the domain behind it; the rewriting then finds an address. */
    private static SetUp dequotesLate(String by, String own, String quoted) {
        String table = "virtual_alias_maps = regexp:{ {/^\"?([^@\"]+)@([^@\"]+)\"?" + own + "$$/ $$1@$$2} }";
        return SetUp.open(PRODUCT, by, "resolve_dequoted_address = no; " + table.replace("$$", "$"),
                "quoted or not is the same to it",
                place -> started(place, "resolve_dequoted_address = no", "allow_untrusted_routing = yes", table), quoted);
    }

    private static SetUp lines(String by, String lines, String why, String... together) {
        return SetUp.open(PRODUCT, by, lines, why, place -> started(place, lines.split("; ")), together);
    }

    static PostfixServer started(Place place, String... lines) {
        return PostfixServer.start(
                place.host(),
                place.folder(),
                place.settings().withCatchAll(false).withExtraLines(place.here(lines)),
                PostfixServer.RelayMode.CLOSED);
    }

    private static MailServer asBackup(Place place) {
        place.startNames();
        PostfixServer server = started(
                place, "smtpd_relay_restrictions = permit_mynetworks, permit_mx_backup, defer_unauth_destination");
        server.askDns();
        return server;
    }
}
