// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import org.relaywarden.testbed.servers.OpenSmtpdServer;

/** OpenSMTPD, opened by a match rule for whoever says the right word of himself. */
final class OpenSmtpdSetUps {

    private static final String PRODUCT = "OpenSMTPD";
    private static final String ANY_SENDER = "the rule is about the greeting, whoever the sender is";

    private OpenSmtpdSetUps() {}

    static List<SetUp> all() {
        return List.of(
                SetUp.open(PRODUCT, "S1", "match from any for any", "open to anyone: sender, greeting and route don't matter",
                        place -> OpenSmtpdServer.start(
                                place.host(),
                                place.folder(),
                                place.settings().withCatchAll(false),
                                OpenSmtpdServer.RelayMode.OPEN),
                        ("S1b S2 S3 S4 S5 S6 S7 S8a S8b S9 S10 S13 S14 S14b S16 H1 H1b H2 H2b H3a H3b H3c H3d H5 H5b R10 R11 R19a R19b "
                                        + "R20")
                                .split(" ")),
                matches("S4", "mail-from \"@DOMAIN\"", "its postmaster is a sender there, too", "S5").alsoInShort(),
                matches("S5", "mail-from \"postmaster@DOMAIN\"", ""),
                matches("S7", "mail-from \"@localhost\"", ""),
                matches("S14", "mail-from \"@isp.example\"", "the desk's address is in it, too", "S14b"),
                matches("H2", "helo \"HOST\"", ANY_SENDER, "H2b"),
                matches("H3a", "helo \"localhost\"", ANY_SENDER, "H3c"),
                matches("H5", "helo \"smtp.isp.example\"", ANY_SENDER, "H5b").alsoInShort());
    }

    private static SetUp matches(String by, String whom, String why, String... together) {
        return SetUp.open(PRODUCT, by, "match from any " + whom + " for any", why, place -> {
            List<String> rules = List.of(
                    "action \"out\" relay host smtp://192.0.2.10 helo HOST",
                    "action \"to the witness\" relay host smtp://192.0.2.99 helo HOST",
                    "match from any " + whom + " for domain \"collector.example\" action \"out\"",
                    "match from any " + whom + " for domain \"witness.example\" action \"to the witness\"");
            return OpenSmtpdServer.start(
                    place.host(),
                    place.folder(),
                    place.settings().withCatchAll(false).withExtraLines(place.here(rules.toArray(String[]::new))),
                    OpenSmtpdServer.RelayMode.CLOSED);
        }, together);
    }
}
