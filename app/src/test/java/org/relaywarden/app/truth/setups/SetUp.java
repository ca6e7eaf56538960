// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.relaywarden.testbed.servers.MailServer;

/**
 * One way in which a server is set up, and what must be found of it. Immutable.
 *
 * @param product the server's
 * @param setting what makes it so, in its own language or in words; HOST, DOMAIN and ADDRESS stand for its own
 * @param inShort whether it is in the short form of the table, too
 */
public record SetUp(String product, String setting, Expected expected, Kind kind, boolean inShort) {

    /** What must be found. */
    public sealed interface Expected {

        /** Why it is so, for readers of the table; may be empty. */
        String why();

        /** From where that is seen on which our verdict rests: {@code outside} or {@code inside} (S6). */
        String from();

        /**
         * It relays for a stranger.
         *
         * @param by the id of the test that must prove it; in a stand-in its id and an s
         * @param forms all forms that get through, that of the proof among them: one where the setting can open it alone
         */
        record Open(String by, Set<String> forms, String why) implements Expected {

            /** The form of the proof: R1s repeats R1 with a sender of the host's own. */
            public String form() {
                return by.replaceFirst("s$", "");
            }

            @Override
            public String from() {
                return "outside";
            }
        }

        /** It relays these forms for whoever comes from the provider's ranges, and nothing for a stranger. */
        record OpenInside(String by, Set<String> forms, String why) implements Expected {

            @Override
            public String from() {
                return "inside";
            }
        }

        /** It does not relay, and this is our verdict. */
        record NotOpen(String verdict, String from, String why) implements Expected {}
    }

    /** How it comes to stand on its host. */
    public sealed interface Kind {
        /** A real server. */
        @FunctionalInterface
        non-sealed interface Real extends Kind {
            MailServer startedAt(Place place);
        }

        /** A simulated one, by its name in {@link SimulatedSetUps}. */
        record Simulated(String name) implements Kind {}
    }

    /** A real server that one form opens alone, or those named behind it with it. */
    static SetUp open(String product, String by, String setting, String why, Kind.Real start, String... together) {
        Set<String> forms = with(by.replaceFirst("s$", ""), together);
        return new SetUp(product, setting, new Expected.Open(by, forms, why), start, false);
    }

    /** A real server that trusts the provider's ranges: these forms get through from there. */
    static SetUp openInside(String product, String by, String setting, String why, Kind.Real start, String... together) {
        return new SetUp(product, setting, new Expected.OpenInside(by, with(by, together), why), start, false);
    }

    private static Set<String> with(String form, String... together) {
        Set<String> forms = new LinkedHashSet<>(List.of(together));
        forms.add(form);
        return forms;
    }

    static SetUp simulated(String by, String product, String name, String setting) {
        return new SetUp(
                product, setting, new Expected.Open(by, Set.of(by), ""), new Kind.Simulated(name), false);
    }

    static SetUp notOpen(String product, String verdict, String setting, String why, Kind.Real start) {
        return new SetUp(product, setting, new Expected.NotOpen(verdict, "outside", why), start, false);
    }

    /** One that no stranger gets in to: CLOSED, as those see it who do. */
    static SetUp shielded(String product, String setting, String why, Kind.Real start) {
        return new SetUp(product, setting, new Expected.NotOpen("CLOSED", "inside", why), start, false);
    }

    public boolean isSimulated() {
        return kind instanceof Kind.Simulated;
    }

    /** The same, in the short form too. */
    SetUp alsoInShort() {
        return new SetUp(product, setting, expected, kind, true);
    }

    @Override
    public String toString() {
        return product + ", " + setting;
    }
}
