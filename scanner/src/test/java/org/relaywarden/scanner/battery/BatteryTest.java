// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins every form: a change here is a new battery version. */
class BatteryTest {

    private static final TokenPair TOKENS = new TokenPair("rt", "bt");
    private static final Set<String> PINNED = ConcurrentHashMap.newKeySet();

    @ParameterizedTest(name = "{0}: {2}, MAIL FROM:<{3}> RCPT TO:<{4}>")
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", textBlock = """
            K0   | 1 | EHLO -             | bt@scan.example      | postmaster@acme.example
            K1   | 1 | EHLO -             | bt@scan.example      | rt@acme.example
            K2   | 1 | HELO -             | bt@scan.example      | rt@nx.probe.example
            S1   | 1 | EHLO -             | bt@scan.example      | rt@probe.example
            S1b  | 1 | EHLO -             | bt@bounce.quiet.example | rt@quiet.example
            S2   | 1 | EHLO -             | ~~                   | rt@probe.example
            S3   | 1 | EHLO -             | bt@mail.acme.example | rt@probe.example
            S4   | 1 | EHLO -             | bt@acme.example      | rt@probe.example
            S5   | 2 | EHLO -             | postmaster@acme.example | rt@probe.example
            S6   | 2 | EHLO -             | bt@[192.0.2.7]       | rt@probe.example
            S7   | 2 | EHLO -             | bt@localhost         | rt@probe.example
            S8a  | 2 | EHLO -             | bt@[127.0.0.1]       | rt@probe.example
            S8b  | 2 | EHLO -             | bt@[IPv6:::1]        | rt@probe.example
            S9   | 1 | EHLO -             | bt                   | rt@probe.example
            S10  | 2 | EHLO -             | rt@probe.example     | rt@probe.example
            S11  | 3 | EHLO -             | bt@nx.scan.example   | rt@probe.example
            S12  | 3 | EHLO -             | bt@                  | rt@probe.example
            S13  | 2 | EHLO -             | scan.example!bt      | rt@probe.example
            S14  | 1 | EHLO -             | bt@isp.example       | rt@probe.example
            S14b | 2 | EHLO -             | abuse@isp.example    | rt@probe.example
            S15  | 2 | EHLO -             | bt@scan.example      | rt@probe.example
            S16  | 2 | EHLO -             | bt@scan.example      | rt@probe.example
            H1   | 1 | HELO -             | bt@scan.example      | rt@probe.example
            H1b  | 2 | HELO -             | bt@mail.acme.example | rt@probe.example
            H2   | 2 | EHLO mail.acme.example | bt@scan.example  | rt@probe.example
            H2b  | 2 | EHLO mail.acme.example | bt@mail.acme.example | rt@probe.example
            H3a  | 2 | EHLO localhost     | bt@scan.example      | rt@probe.example
            H3b  | 2 | EHLO [127.0.0.1]   | bt@scan.example      | rt@probe.example
            H3c  | 2 | EHLO localhost     | bt@mail.acme.example | rt@probe.example
            H3d  | 2 | EHLO [127.0.0.1]   | bt@mail.acme.example | rt@probe.example
            H4   | 3 | EHLO [192.0.2.7]   | bt@scan.example      | rt@probe.example
            H4b  | 3 | EHLO [192.0.2.7]   | bt@mail.acme.example | rt@probe.example
            H5   | 2 | EHLO smtp.isp.example | bt@scan.example   | rt@probe.example
            H5b  | 2 | EHLO smtp.isp.example | bt@mail.acme.example | rt@probe.example
            H6   | 3 | NONE -             | bt@scan.example      | rt@probe.example
            H6b  | 3 | NONE -             | bt@mail.acme.example | rt@probe.example
            X9   | 3 | EHLO -             | bt@scan.example      | rt@probe.example
            R1   | 1 | EHLO -             | bt@scan.example      | rt%probe.example@acme.example
            R1s  | 1 | EHLO -             | bt@mail.acme.example | rt%probe.example@acme.example
            R2   | 1 | EHLO -             | bt@scan.example      | rt%probe.example@[192.0.2.7]
            R3   | 2 | EHLO -             | bt@scan.example      | "rt%probe.example"
            R4   | 2 | EHLO -             | bt@scan.example      | rt%probe.example
            R5   | 1 | EHLO -             | bt@scan.example      | "rt@probe.example"
            R6   | 1 | EHLO -             | bt@scan.example      | rt@probe.example@acme.example
            R7   | 2 | EHLO -             | bt@scan.example      | rt@probe.example@[192.0.2.7]
            R8   | 1 | EHLO -             | bt@scan.example      | "rt@probe.example"@acme.example
            R9   | 2 | EHLO -             | bt@scan.example      | "rt@probe.example"@[192.0.2.7]
            R10  | 1 | EHLO -             | bt@scan.example      | @acme.example:rt@probe.example
            R11  | 2 | EHLO -             | bt@scan.example      | @[192.0.2.7]:rt@probe.example
            R12a | 3 | EHLO -             | bt@scan.example      | @localhost:rt@probe.example
            R12b | 3 | EHLO -             | bt@scan.example      | @acme.example,@probe.example:rt@probe.example
            R13  | 1 | EHLO -             | bt@scan.example      | probe.example!rt
            R14  | 2 | EHLO -             | bt@scan.example      | probe.example!rt@acme.example
            R15  | 2 | EHLO -             | bt@scan.example      | probe.example!rt@[192.0.2.7]
            R16a | 2 | EHLO -             | bt@scan.example      | probe.example!rt%acme.example
            R16b | 2 | EHLO -             | bt@scan.example      | acme.example!probe.example!rt
            R16c | 2 | EHLO -             | bt@scan.example      | rt%probe.example%acme.example@acme.example
            R16d | 2 | EHLO -             | bt@scan.example      | @acme.example:rt%probe.example@acme.example
            R16ds | 2 | EHLO -             | bt@mail.acme.example | @acme.example:rt%probe.example@acme.example
            R18a | 2 | EHLO -             | bt@scan.example      | rt@probe.example.
            R18b | 2 | EHLO -             | bt@scan.example      | rt@probe.example..
            R19a | 2 | EHLO -             | bt@scan.example      | rt@[192.0.2.99]
            R19b | 2 | EHLO -             | bt@scan.example      | rt@[IPv6:2001:db8:0:0:0:0:0:99]
            R20  | 1 | EHLO -             | bt@scan.example      | rt@h192-0-2-7.mx.probe.example
            R21  | 2 | EHLO -             | bt@scan.example      | IMCEASMTP-rt+40probe.example@acme.example
            R22  | 2 | EHLO -             | bt@scan.example      | "x@acme.example, rt@probe.example"@acme.example
            R23a | 3 | EHLO -             | bt@scan.example      | rt(comment)@probe.example
            R23b | 3 | EHLO -             | bt@scan.example      | ~rt@probe.example ~
            R23c | 3 | EHLO -             | bt@scan.example      | ~rt@probe.example\t~
            R23d | 3 | EHLO -             | bt@scan.example      | "rt@probe.example "
            R24  | 2 | EHLO -             | bt@scan.example      | SRS0=xx=yy=probe.example=rt@acme.example
            R25a | 3 | EHLO -             | bt@scan.example      | rt=probe.example@acme.example
            R25b | 3 | EHLO -             | bt@scan.example      | probe.example::rt@acme.example
            R25c | 3 | EHLO -             | bt@scan.example      | rt::probe.example
            R26a | 3 | EHLO -             | bt@scan.example      | rt\uff20probe.example@acme.example
            R26b | 3 | EHLO -             | bt@scan.example      | rt\uff05probe.example@acme.example
            R26c | 3 | EHLO -             | bt@scan.example      | rt@probe\u3002example
            R28  | 3 | EHLO -             | bt@scan.example      | "rt@probe.example> NOTIFY=NEVER"@acme.example
            R29  | 3 | EHLO -             | bt@scan.example      | rt@probe.example
            """)
    void aFormIsFilledLiterally(String id, int tier, String hello, String sender, String recipient) {
        RelayTest test = Battery.find(new TestId(id)).orElseThrow();
        Names names = names("192.0.2.7", Optional.of("acme.example"), Optional.of("mail.acme.example"));

        assertEquals(tier, test.tier());
        assertEquals(
                hello,
                test.hello().greeting() + " "
                        + test.hello().name().flatMap(name -> name.filled(names, TOKENS)).orElse("-"));
        assertEquals(Optional.of(sender), test.sender().filled(names, TOKENS));
        assertEquals(Optional.of(recipient), test.recipient().filled(names, TOKENS));
        PINNED.add(id);
    }

    /** Every id once, none left out of the table above but repeats, which are like their form. */
    @AfterAll
    static void theTableIsWhole() {
        Set<String> all = new TreeSet<>();
        Battery.upTo(3).forEach(test -> assertTrue(all.add(test.id().value()), "twice: " + test.id()));
        assertTrue(PINNED.size() < 70 || PINNED.containsAll(all), () -> "not pinned: " + all);
        for (RelayTest test : Battery.withRepeats()) {
            assertFalse(test.catches().isBlank() || test.mending().isBlank(), test.id() + " tells what it catches");
        }
    }

    @ParameterizedTest(name = "{0} is left out: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            R27 | malformed bytes may stop a host
            S17 | DATA after a refusal is no sound client's
            X7  | a forged client address is an attack
            X8  | a null session is an attack
            X10 | another protocol
            """)
    void noTestIsAnAttack(String id, String why) {
        assertEquals(Optional.empty(), Battery.find(new TestId(id)), "decision 14: " + why);
    }

    @ParameterizedTest(name = "{0} stands in for {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            R1s  | R1  | the same recipient with a sender of the host's own
            R8s  | R8  | the same
            S5   | S3  | a sender of the host's own that exists
            S5   | S4  | the same
            S14b | S14 | a sender of the provider's that exists
            S1   | S1b | a new domain may be refused for being new
            -    | S1  | the outsider has no other self
            -    | K0  | a control stands for itself
            -    | R1s | a repeat is not repeated
            """)
    void aTestThatMetARuleAgainstItsSenderHasAStandIn(String standIn, String id, String why) {
        assertEquals(
                Optional.ofNullable(standIn).map(TestId::new),
                Battery.standIn(new TestId(id)).map(RelayTest::id),
                why);
    }

    @Test
    void withoutSettingsOfOursSomeCantBeAskedAndSayWhy() {
        OurNames bare = new OurNames("probe.example", "scan.example", "isp.example", "abuse@isp.example");
        Names names = new Names(
                bare, InetAddress.ofLiteral("192.0.2.7"), Optional.of("acme.example"), Optional.empty());

        List<String> lacking = Battery.upTo(3).stream()
                .filter(test -> test.missingSetting(names).isPresent())
                .map(test -> test.id().value())
                .toList();

        assertEquals(List.of("S1b", "R20", "R19a", "R19b", "H5", "H5b"), lacking);
        assertEquals(
                Optional.of("the setting scan.mx-domain is not set"),
                Battery.find(new TestId("R20")).orElseThrow().missingSetting(names));
    }

    @Test
    void theLikelyOnesComeFirst() {
        assertEquals(
                List.of("K0 S1 S1b S3 S4 S2 R1 R20 S14 S9 R6 R8 R10 R13 R5 R2 K1 H1 K2".split(" ")),
                Battery.tier1().stream().map(test -> test.id().value()).toList());
    }

    @ParameterizedTest(name = "{0} with domain {1} and banner {2}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            S3 | acme.example | -                 | bt@acme.example      | no name in the banner: the domain stands in
            S4 | -            | mail.acme.example | bt@mail.acme.example | no domain in the books: the banner stands in
            S4 | -            | -                 | -                    | no name at all: skipped, not refused
            S9 | -            | -                 | bt                   | needs no name
            """)
    void aNameThatIsMissingIsStoodInFor(String id, String domain, String host, String sender, String why) {
        Names names = names("192.0.2.7", Optional.ofNullable(domain), Optional.ofNullable(host));

        assertEquals(
                Optional.ofNullable(sender),
                Battery.find(new TestId(id)).orElseThrow().sender().filled(names, TOKENS),
                why);
    }

    @Test
    void anIpv6LiteralSaysThatItIsOne() {
        // RFC 5321 section 4.1.3
        Names names = names("2001:db8::7", Optional.empty(), Optional.empty());

        assertEquals(
                Optional.of("rt%probe.example@[IPv6:2001:db8:0:0:0:0:0:7]"),
                Battery.find(new TestId("R2")).orElseThrow().recipient().filled(names, TOKENS));
    }

    @Test
    void onlyFormsThatACatchAllHostTakesForItsOwnAreMarkedSo() {
        assertEquals(
                List.of("K0 R1 R6 R8 R13 R5 R2 K1".split(" ")),
                Battery.tier1().stream()
                        .filter(RelayTest::ownRecipient)
                        .map(test -> test.id().value())
                        .toList());
        assertFalse(Battery.find(new TestId("R10")).orElseThrow().ownRecipient(), "a route ends at the collector");
    }

    private static Names names(String address, Optional<String> domain, Optional<String> host) {
        OurNames ours = new OurNames(
                "probe.example",
                "scan.example",
                "isp.example",
                "abuse@isp.example",
                Optional.of("smtp.isp.example"),
                Set.of(InetAddress.ofLiteral("192.0.2.99"), InetAddress.ofLiteral("2001:db8::99")),
                Optional.of("mx.probe.example"),
                Optional.of("Quiet.example"));
        return new Names(ours, InetAddress.ofLiteral(address), domain, host);
    }
}
