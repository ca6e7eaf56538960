// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.signon.Accounting;

/** What a packet reports (RFC 2866 section 5). */
class ReportReaderTest {

    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.200");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ReportReader reader = new ReportReader(Set.of("isp.example"));

    private Optional<Accounting> read(TestPacket packet) {
        return reader.read(packet.read("s"), SOURCE, NOON);
    }

    @Test
    void everyAttributeThatCounts() {
        TestPacket packet = TestPacket.request(1)
                .text(1, "Anna@ISP.example")
                .bytes(4, new byte[] {(byte) 192, 0, 2, 1})
                .number(5, 17)
                .bytes(8, new byte[] {(byte) 198, 51, 100, 7})
                .text(31, "0205550123\033[2J")
                .text(32, "nas-1")
                .number(41, 90)
                .text(44, "0000A1")
                .text(50, "m1")
                .number(51, 2)
                .number(55, 0)
                .number(61, 2);
        assertEquals(
                Optional.of(new Accounting(
                        Accounting.Kind.START, "Anna", "192.0.2.1", SOURCE, "0000A1", Optional.of("m1"), 2,
                        Optional.of("17"), Optional.of(InetAddress.ofLiteral("198.51.100.7")), "0205550123\\x1b[2J",
                        NOON.minusSeconds(90))),
                read(packet));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0          | 0     | none
        1          | 1     | subtracted
        86400      | 86400 | as long as is believed
        86401      | 86400 | longer is not
        4294967295 | 86400 | the largest number there is
        """)
    void theDelayIsSubtracted(long said, long believed, String reason) {
        Accounting report = read(TestPacket.start("1").number(41, said)).orElseThrow();
        assertEquals(Duration.ofSeconds(believed), Duration.between(report.happenedAt(), NOON), reason);
    }

    @ParameterizedTest(name = "type {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0  | 7 | a modem carries one call
        4  | 7 | and so does a channel of ISDN
        5  | - | a virtual port may be the same for all
        15 | - | and so may Ethernet
        -1 | - | or what is not said
        """)
    void aPortIsAChannelWhereItCarriesOneCall(int type, String channel, String reason) {
        TestPacket packet = TestPacket.start("1").number(5, 7);
        Accounting report = read(type < 0 ? packet : packet.number(61, type)).orElseThrow();
        assertEquals(channel, report.channel().orElse("-"), reason);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        anna                | anna                | as it is
        anna@isp.example    | anna                | of our realm
        anna@ISP.EXAMPLE    | anna                | whatever its case
        anna@other.example  | anna@other.example  | of another realm it is nobody
        a@b@isp.example     | a@b                 | the last one counts
        @isp.example        | @isp.example        | no name at all
        """)
    void aRealmOfOursIsTakenOff(String name, String login, String reason) {
        assertEquals(login, read(TestPacket.request(1).text(1, name).text(44, "1")).orElseThrow().login(), reason);
    }

    @Test
    void withoutASessionThereIsNothingToRecord() {
        assertEquals(Optional.empty(), read(TestPacket.request(1).text(1, "anna")));
        assertEquals(Optional.empty(), read(TestPacket.request(1).text(1, "anna").text(44, "")));
        assertEquals(Optional.empty(), read(TestPacket.request(9).text(44, "1")), "Tunnel-Start is of no account");
        assertEquals(Optional.empty(), read(TestPacket.request(-1).text(44, "1")), "and neither is 4294967295");
        assertEquals(Optional.empty(), read(new TestPacket().text(44, "1")), "nor what has no type");
    }

    @Test
    void theServerGoesOnAndOffAsAWhole() {
        Accounting on = read(TestPacket.request(7).text(44, "1").text(32, "nas-1")).orElseThrow();
        assertEquals(Accounting.Kind.NAS_ON + " nas-1 -" + on.session(), on.kind() + " " + on.nas() + " -");
        Accounting off = read(TestPacket.request(8)).orElseThrow();
        assertEquals(Accounting.Kind.NAS_OFF + " 192.0.2.200", off.kind() + " " + off.nas(), "by its address");
    }

    @Test
    void hostileNamesAreDigested() {
        Accounting report = read(TestPacket.request(1).text(1, "x").text(44, "a\nb").text(32, "n".repeat(200)))
                .orElseThrow();
        assertTrue(report.session().startsWith("sha256:"), report::session);
        assertTrue(report.nas().startsWith("sha256:"), report::nas);
    }
}
