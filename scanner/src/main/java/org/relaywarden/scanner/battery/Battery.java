// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests that this version knows. None is an attack: no malformed bytes, no oversize greeting, no command after a
 * refusal that a sound client would not send (decision 14).
 */
public final class Battery {

    /** Rises with every change of a form or of the list: "passed" is said of a version. */
    public static final String VERSION = "3";

    /** Is the client itself refused? The only test that a sound host accepts. */
    public static final TestId POSTMASTER = new TestId("K0");

    /** Does the host take every local part of its own domain? */
    public static final TestId CATCH_ALL = new TestId("K1");

    /** Does the host take anything at all? */
    public static final TestId ANYTHING = new TestId("K2");

    /** The plain relay attempt, and the sender that the other tests use. */
    public static final TestId OUTSIDER = new TestId("S1");

    /** The plain relay attempt once more, between domains that no host knows for those of tests. */
    public static final TestId FRESH = new TestId("S1b");

    /** Tier 1 in the order of what it finds: the likely ones first, so that a short look sees the most. */
    private static final List<String> BY_YIELD =
            List.of("K0 S1 S1b S3 S4 S2 R1 R20 S14 S9 R6 R8 R10 R13 R5 R2 K1 H1 K2".split(" "));

    /**
     * Senders that are refused as such are asked again as ones that exist: what a look-up lets pass shows then. A fresh one
     * may be refused for being new; then the one that is known speaks for it.
     */
    private static final Map<String, String> EXISTING =
            Map.of("S3", "S5", "S4", "S5", "S9", "S5", "S14", "S14b", "S1b", "S1");

    /** Whether it is the tester who is refused takes no more than these to see. */
    private static final List<String> OF_THE_TESTER = List.of("K0", "S1");

    /** Who trusts a certificate trusts whoever has it, whatever form the address has. */
    private static final List<String> OF_THE_CERTIFICATE = List.of("K0", "S1", "R1");

    private static final Map<TestId, RelayTest> ALL = ordered();
    private static final Map<TestId, RelayTest> REPEATS = RecipientForms.all().stream()
            .map(RelayTest::withOwnSender)
            .collect(Collectors.toMap(RelayTest::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));

    private Battery() {}

    /** The tests that always run, controls among them, in the order in which they are asked. */
    public static List<RelayTest> tier1() {
        return upTo(1);
    }

    /** The tests of the tiers 1 to this one, the likely ones first; repeats are not among them. */
    public static List<RelayTest> upTo(int tier) {
        return ALL.values().stream().filter(test -> test.tier() <= tier).toList();
    }

    /** The control and the plain attempt, for a look from a second address at a host that turned the first one away. */
    public static List<RelayTest> ofTheTester() {
        return named(OF_THE_TESTER);
    }

    /** What is asked with a client certificate, of a host that relays nothing without one (X3). */
    public static List<RelayTest> ofTheCertificate() {
        return named(OF_THE_CERTIFICATE);
    }

    private static List<RelayTest> named(List<String> ids) {
        return ids.stream().flatMap(id -> find(new TestId(id)).stream()).toList();
    }

    /** The test of this id, if this version knows it; repeats too. */
    public static Optional<RelayTest> find(TestId id) {
        return Optional.ofNullable(ALL.get(id)).or(() -> Optional.ofNullable(REPEATS.get(id)));
    }

    /**
     * The test that is asked when this one was refused for its sender and not for relaying: the same recipient with a
     * sender of the host's own, or a sender that exists.
     */
    public static Optional<RelayTest> standIn(TestId id) {
        return Optional.ofNullable(EXISTING.get(id.value()))
                .or(() -> Optional.of(id + "s").filter(repeat -> repeat.matches(TestId.FORM)))
                .flatMap(other -> find(new TestId(other)));
    }

    /**
     * The test whose bounce token stands in the sender of a transaction that several tests share: always the same one
     * for the same sender, or a greylist would meet another triplet each time.
     */
    public static TestId sharedSender(RelayTest test) {
        return withRepeats().stream()
                .filter(other -> other.sender().equals(test.sender()) && !other.id().isControl())
                .findFirst()
                .map(RelayTest::id)
                .orElse(test.id());
    }

    /** All tests and repeats in the order in which evidence is shown. */
    public static List<RelayTest> withRepeats() {
        return Stream.concat(ALL.values().stream(), REPEATS.values().stream()).toList();
    }

    private static Map<TestId, RelayTest> ordered() {
        var groups = Stream.of(controls(), SenderForms.all(), RecipientForms.all(), GreetingForms.all());
        Map<TestId, RelayTest> known = groups
                .flatMap(List::stream)
                .collect(Collectors.toMap(RelayTest::id, Function.identity(), Battery::twice, LinkedHashMap::new));
        List<RelayTest> order = new ArrayList<>();
        BY_YIELD.forEach(id -> order.add(known.remove(new TestId(id))));
        order.addAll(known.values());
        Map<TestId, RelayTest> all = new LinkedHashMap<>();
        order.forEach(test -> all.put(test.id(), test));
        return all;
    }

    private static RelayTest twice(RelayTest one, RelayTest other) {
        throw new IllegalStateException("two tests are called " + one.id());
    }

    private static List<RelayTest> controls() {
        return List.of(
                control("K0", Hello.EHLO, "postmaster@{domain}", "admit-tester",
                        "refuses the tester, not the relaying", true),
                control("K1", Hello.EHLO, "{token}@{domain}", "catch-all",
                        "takes every local part of its own domain", true),
                control("K2", Hello.HELO, "{token}@nx.{collector}", "anything",
                        "takes anything, even for no domain at all", false));
    }

    private static RelayTest control(
            String id, Hello hello, String recipient, String mending, String catches, boolean own) {
        return new RelayTest(
                new TestId(id), 1, hello, Form.OUTSIDER, new Form(recipient), Manner.PLAIN, catches, mending, own);
    }
}
