// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.SendmailServer;
import org.relaywarden.testbed.servers.ServerSettings;

/** Sendmail, opened by its own features, and by a local rule of its check that says OK too early. */
final class SendmailSetUps {

    private static final String PRODUCT = "Sendmail";
    private static final String UNWRAPS = "what stands before its own name is an address again to Sendmail";

    private SendmailSetUps() {}

    static List<SetUp> all() {
        return List.of(
                mode("S1", "FEATURE(promiscuous_relay)", SendmailServer.RelayMode.OPEN,
                        "open to anyone, in nearly any form",
                        ("S1b S2 S3 S5 S6 S10 S13 S14 S14b S15 S16 H1 H1b H2 H2b H3a H3b H3c H3d H5 H5b R1 R2 R3 R4 R5 R8 R9 R10 R11 "
                                        + "R13 R14 R15 R16a R16b R16c R16d R18a R18b R19a R19b R20")
                                .split(" ")),
                mode("R1", "FEATURE(loose_relay_check)", SendmailServer.RelayMode.PERCENT_HACK, UNWRAPS,
                        "R8", "R14", "R16b", "R16c", "R16d").alsoInShort(),
                mode("S3", "FEATURE(relay_local_from)", SendmailServer.RelayMode.SENDER_TRUSTING,
                        "a forged own sender is believed, whatever the greeting",
                        "S5", "S6", "H1b", "H2b", "H3c", "H3d", "H5b").alsoInShort(),
                SetUp.open(PRODUCT, "R20", "FEATURE(relay_based_on_MX)", "", SendmailSetUps::asBackup).alsoInShort(),
                rule("S2", "R$*\t$: $&f\nR$@\t$#OK", ""),
                rule("S14", "R$*\t$: $&f\nR$+ @ isp.example\t$#OK", "the desk's address is in it, too", "S14b"),
                rule("H3a", "R$*\t$: $&s\nRlocalhost\t$#OK", "the rule is about the greeting, whoever the sender is", "H3c"),
                rule("R18a", "R< $+ @ $+ . >\t$#OK", "two dots end in one", "R18b"),
                rule("R18b", "R< $+ @ $+ . . >\t$#OK", ""));
    }

    private static SetUp mode(
            String by, String setting, SendmailServer.RelayMode mode, String why, String... together) {
        return SetUp.open(PRODUCT, by, setting, why, place -> SendmailServer.start(
                place.host(), place.folder(), place.settings().withCatchAll(false), mode), together);
    }

    private static MailServer asBackup(Place place) {
        place.startNames();
        ServerSettings settings = place.settings().withCatchAll(false).withExtraLines("FEATURE(`relay_based_on_MX')dnl");
        return SendmailServer.startAskingDns(place.host(), place.folder(), settings, SendmailServer.RelayMode.CLOSED);
    }

    private static SetUp rule(String by, String rule, String why, String... together) {
        String setting = "SLocal_check_rcpt; " + rule.replace('\t', ' ').replace("\n", "; ");
        return SetUp.open(PRODUCT, by, setting, why, place -> {
            List<String> lines = new ArrayList<>(List.of("LOCAL_RULESETS", "SLocal_check_rcpt"));
            lines.addAll(Arrays.asList(place.here(rule.split("\n"))));
            ServerSettings settings = place.settings().withCatchAll(false).withExtraLines(lines.toArray(String[]::new));
            return SendmailServer.start(place.host(), place.folder(), settings, SendmailServer.RelayMode.CLOSED);
        }, together);
    }
}
