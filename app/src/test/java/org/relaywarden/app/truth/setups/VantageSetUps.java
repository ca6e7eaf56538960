// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.testbed.servers.EximRules;
import org.relaywarden.testbed.servers.OpenSmtpdServer;
import org.relaywarden.testbed.servers.PostfixServer;

/** Servers that show what they are from one place alone (S6, X6, B14), or that treat the tester unlike others. */
final class VantageSetUps {

    private static final String SAYS_NO = "reject with tcp reset";
    private static final String SAYS_NOTHING = "drop";
    private static final String TRUSTING = "mynetworks = 127.0.0.0/8 192.0.2.0/24";

    private VantageSetUps() {}

    static List<SetUp> all() {
        return Stream.of(byFirewall(), byRules(), trusting(), refusing()).flatMap(List::stream).toList();
    }

    private static List<SetUp> byFirewall() {
        return List.of(
                SetUp.shielded("Postfix", "its own firewall lets the announced ranges in; as it comes, catch-all",
                        "no stranger gets in, and who does is refused: 454",
                        behindFirewall(SAYS_NO, place -> PostfixServer.start(
                                place.host(), place.folder(), place.settings(), PostfixServer.RelayMode.CLOSED)))
                        .alsoInShort(),
                SetUp.shielded("Exim", "its own firewall lets the announced ranges in; closed, catch-all",
                        "takes every name of its own domain from those who get in",
                        behindFirewall(SAYS_NO, ClosedSetUps.exim(true, EximRules.SOUND))),
                SetUp.shielded("OpenSMTPD", "its own firewall lets the announced ranges in; closed, knows its users",
                        "all others get no answer at all, as from a host that is off",
                        behindFirewall(SAYS_NOTHING, ClosedSetUps.openSmtpd(false))));
    }

    private static List<SetUp> byRules() {
        return List.of(
                SetUp.shielded("Postfix", "smtpd_client_restrictions lets the announced ranges in; knows its users",
                        "refuses each address outside alike, so it is the world that is meant, not the tester",
                        place -> PostfixSetUps.started(
                                place,
                                "smtpd_client_restrictions = check_client_access cidr:{ {%s OK} {%s OK} {0.0.0.0/0 REJECT} }"
                                        .formatted(Place.DELIVERIES, Place.INSIDE))),
                SetUp.shielded("Exim", "its ACL at the connection lets the announced ranges in; knows its users",
                        "the same, said in place of a greeting",
                        atConnection("accept hosts = " + Place.DELIVERIES + " : " + Place.INSIDE)),
                SetUp.shielded("Postfix", "smtpd_recipient_restrictions lets the announced ranges in; knows its users",
                        "says 554 to mail for its own, and 454 to relaying",
                        place -> PostfixSetUps.started(
                                place,
                                "smtpd_recipient_restrictions = check_client_access cidr:{ {%s OK} {%s OK} }, reject"
                                        .formatted(Place.DELIVERIES, Place.INSIDE))),
                SetUp.shielded("Exim", "its ACL at RCPT lets the announced ranges in; knows its users",
                        "refuses mail for its own in the words in which it refuses relaying",
                        ClosedSetUps.exim(false, EximRules.SOUND.withRecipients(
                                "deny hosts = !%s : !%s".formatted(Place.DELIVERIES, Place.INSIDE)))),
                SetUp.shielded("OpenSMTPD", "match from src lets the announced ranges in; knows its users",
                        "refuses mail for its own in the words in which it refuses relaying",
                        place -> OpenSmtpdServer.start(
                                place.host(),
                                place.folder(),
                                place.settings().withCatchAll(false).withExtraLines(
                                        "table announced { %s, %s }".formatted(Place.DELIVERIES, Place.INSIDE),
                                        "match !from src <announced> for any reject"),
                                OpenSmtpdServer.RelayMode.CLOSED)));
    }

    private static List<SetUp> trusting() {
        return List.of(
                SetUp.openInside("Postfix", "S1", TRUSTING,
                        "anybody at the provider can send through it, nobody else can",
                        place -> PostfixSetUps.started(place, TRUSTING), PostfixSetUps.EVERYTHING),
                SetUp.openInside("Postfix", "S1", TRUSTING + ", behind its own firewall",
                        "the firewall keeps strangers out, not those at the provider",
                        behindFirewall(SAYS_NO, place -> PostfixSetUps.started(place, TRUSTING)),
                        PostfixSetUps.EVERYTHING));
    }

    private static List<SetUp> refusing() {
        return List.of(
                SetUp.notOpen("Exim", "TESTBLOCKER", "refuses the tester's first address",
                        "greets the second one: its refusals are of the tester, and say nothing of relaying",
                        atConnection("deny hosts = " + Place.OUTSIDE, "accept")),
                SetUp.notOpen("Exim", "MASKED", "refuses all of the tester's addresses",
                        "its refusals are of the tester, never of relaying",
                        atConnection(
                                "deny hosts = %s : %s : 192.0.2.0/24".formatted(Place.OUTSIDE, Place.SECOND_OUTSIDE),
                                "accept")));
    }

    private static SetUp.Kind.Real behindFirewall(String forOthers, SetUp.Kind.Real start) {
        return place -> {
            place.shield(forOthers);
            return start.startedAt(place);
        };
    }

    /** A sound Exim that is asked this before it greets; whom no statement accepts is refused. */
    private static SetUp.Kind.Real atConnection(String... statements) {
        return ClosedSetUps.exim(false, EximRules.SOUND
                .withMain("acl_smtp_connect = check_connect")
                .withAcls(Stream.concat(Stream.of("check_connect:"), Stream.of(statements)).toArray(String[]::new)));
    }
}
