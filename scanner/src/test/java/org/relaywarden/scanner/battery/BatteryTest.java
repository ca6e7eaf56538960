// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins every form: a change here is a new battery version. */
class BatteryTest {

    private static final TokenPair TOKENS = new TokenPair("rt", "bt");

    @ParameterizedTest(name = "{0}: MAIL FROM:<{2}> RCPT TO:<{3}>")
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", textBlock = """
            K0  | EHLO | bt@scan.example      | postmaster@acme.example
            S1  | EHLO | bt@scan.example      | rt@probe.example
            S3  | EHLO | bt@mail.acme.example | rt@probe.example
            S4  | EHLO | bt@acme.example      | rt@probe.example
            S2  | EHLO | ~~                   | rt@probe.example
            R1  | EHLO | bt@scan.example      | rt%probe.example@acme.example
            S14 | EHLO | bt@isp.example       | rt@probe.example
            S9  | EHLO | bt                   | rt@probe.example
            R6  | EHLO | bt@scan.example      | rt@probe.example@acme.example
            R8  | EHLO | bt@scan.example      | "rt@probe.example"@acme.example
            R10 | EHLO | bt@scan.example      | @acme.example:rt@probe.example
            R13 | EHLO | bt@scan.example      | probe.example!rt
            R5  | EHLO | bt@scan.example      | "rt@probe.example"
            R2  | EHLO | bt@scan.example      | rt%probe.example@[192.0.2.7]
            K1  | EHLO | bt@scan.example      | rt@acme.example
            H1  | HELO | bt@scan.example      | rt@probe.example
            K2  | HELO | bt@scan.example      | rt@nx.probe.example
            """)
    void aFormIsFilledLiterally(String id, Greeting greeting, String sender, String recipient) {
        RelayTest test = Battery.find(new TestId(id)).orElseThrow();
        Names names = names("192.0.2.7", Optional.of("acme.example"), Optional.of("mail.acme.example"));

        assertEquals(greeting, test.greeting());
        assertEquals(Optional.of(sender), test.sender().filled(names, TOKENS));
        assertEquals(Optional.of(recipient), test.recipient().filled(names, TOKENS));
    }

    @Test
    void theLikelyOnesComeFirst() {
        assertEquals(
                List.of("K0 S1 S3 S4 S2 R1 S14 S9 R6 R8 R10 R13 R5 R2 K1 H1 K2".split(" ")),
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
        return new Names(
                "probe.example", "scan.example", "isp.example", InetAddress.ofLiteral(address), domain, host);
    }
}
