// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.List;
import java.util.stream.Stream;

/**
 * The H tests: how the conversation begins, once with the outsider as sender and once with one of the host's own; and
 * X9, how a mail is handed over.
 */
final class GreetingForms {

    private GreetingForms() {}

    static List<RelayTest> all() {
        return Stream.of(
                        pair("H1", "H1b", 1, 2, Hello.HELO, "helo",
                                "binds its relay rules to EHLO, and relays after HELO"),
                        pair("H2", "H2b", 2, 2, Hello.as("{host}"), "helo-name",
                                "takes whoever greets with the host's own name for itself"),
                        pair("H3a", "H3c", 2, 2, Hello.as("localhost"), "helo-name",
                                "takes whoever greets as localhost for itself"),
                        pair("H3b", "H3d", 2, 2, Hello.as("[127.0.0.1]"), "helo-name",
                                "takes whoever greets with the loopback literal for itself"),
                        pair("H4", "H4b", 3, 3, Hello.as("{literal}"), "helo-name",
                                "takes whoever greets with the host's own address for itself"),
                        pair("H5", "H5b", 2, 2, Hello.as("{smarthost}"), "helo-name",
                                "relays for whoever greets with the name of the provider's smarthost"),
                        pair("H6", "H6b", 3, 3, Hello.NONE, "helo",
                                "checks at the greeting only, and relays when there was none"),
                        List.of(form("X9", 3, Hello.EHLO, Form.OUTSIDER, "chunking",
                                        "binds its relay rules to DATA, and relays what comes by BDAT")
                                .in(Manner.CHUNKED)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<RelayTest> pair(
            String id, String local, int tier, int localTier, Hello hello, String mending, String catches) {
        return List.of(
                form(id, tier, hello, Form.OUTSIDER, mending, catches),
                form(local, localTier, hello, Form.LOCAL, mending, catches + ", for a sender of its own"));
    }

    private static RelayTest form(String id, int tier, Hello hello, Form sender, String mending, String catches) {
        return new RelayTest(
                new TestId(id), tier, hello, sender, Form.COLLECTOR, Manner.PLAIN, catches, mending, false);
    }
}
