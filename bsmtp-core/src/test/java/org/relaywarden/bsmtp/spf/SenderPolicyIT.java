// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.dns.DnsSettings;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.Requirements;

/** RFC 7208 over a real name server: the world of its appendix A, with names below {@code example}. */
class SenderPolicyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static DnsmasqServer server;
    private static SenderPolicy policy;

    @BeforeAll
    static void start() {
        Requirements.needsDnsmasq();
        List<String> records = new ArrayList<>(List.of(
                "--local=/10.in-addr.arpa/",
                "--mx-host=com.example,mail-a.com.example,10",
                "--mx-host=com.example,mail-b.com.example,20",
                "--mx-host=org.example,mail-c.org.example,10",
                "--host-record=amy.com.example,192.0.2.65",
                "--host-record=mail-a.com.example,192.0.2.129",
                "--host-record=mail-b.com.example,192.0.2.130",
                "--host-record=mail-c.org.example,192.0.2.140",
                "--host-record=com.example,192.0.2.10",
                "--txt-record=all.example,v=spf1 +all",
                "--txt-record=never.example,v=spf1 -all",
                "--txt-record=a.example,v=spf1 a:com.example -all",
                "--txt-record=mx.example,v=spf1 mx:com.example mx:org.example -all",
                "--txt-record=cidr.example,v=spf1 ip4:192.0.2.128/28 ip6:2001:db8::/32 -all",
                "--txt-record=ptr.example,v=spf1 ptr:com.example -all",
                "--txt-record=soft.example,v=spf1 a:com.example ~all",
                "--txt-record=neutral.example,v=spf1 a:com.example ?all",
                "--txt-record=open.example,v=spf1 a:com.example",
                "--txt-record=redirected.example,v=spf1 redirect=mx.example",
                "--txt-record=including.example,v=spf1 include:mx.example -all",
                "--txt-record=macro.example,v=spf1 exists:%{l}.%{i}.lists.example -all",
                "--host-record=jan.192.0.2.10.lists.example,127.0.0.2",
                "--txt-record=broken.example,v=spf1 ip4:nonsense -all",
                "--txt-record=twice.example,v=spf1 +all",
                "--txt-record=twice.example,v=spf1 -all",
                "--txt-record=other.example,v=spf10 -all",
                "--txt-record=round.example,v=spf1 include:round.example -all",
                "--txt-record=vain.example,v=spf1 a:n1.example a:n2.example a:n3.example -all",
                "--txt-record=away.example,v=spf1 a:mx.elsewhere.test -all"));
        // One more than the ten terms that may ask.
        records.add("--txt-record=many.example,v=spf1" + " a:com.example".repeat(11) + " -all");
        server = DnsmasqServer.start(folder, records.toArray(String[]::new));
        policy = new SenderPolicy(NameServers.of(new DnsSettings(List.of(server.address()), PATIENCE)), PATIENCE);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static SpfResult judged(String peer, String helo, String domain) {
        ReversePath sender = domain.isEmpty() ? ReversePath.none() : ReversePath.of(new MailAddress("jan", domain));
        return policy.judge(InetAddress.ofLiteral(peer), helo, sender);
    }

    @ParameterizedTest(name = "{1} from {0} is {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.65   | all.example        | PASS      | A.1: +all
            192.0.2.10   | a.example          | PASS      | A.1: a
            192.0.2.65   | a.example          | FAIL      | A.1: -all
            192.0.2.129  | mx.example         | PASS      | A.1: mx, the first
            192.0.2.140  | mx.example         | PASS      | A.1: mx of another domain
            192.0.2.65   | mx.example         | FAIL      | A.1: no mx
            192.0.2.140  | cidr.example       | PASS      | A.1: in the /28
            192.0.2.65   | cidr.example       | FAIL      | A.1: not in it
            2001:db8::9  | cidr.example       | PASS      | IPv6
            2001:db9::9  | cidr.example       | FAIL      | another network
            192.0.2.65   | ptr.example        | PASS      | A.1: ptr, validated
            192.0.2.140  | ptr.example        | FAIL      | A.1: its name is in another domain
            10.0.0.4     | ptr.example        | FAIL      | A.1: no name
            192.0.2.65   | soft.example       | SOFTFAIL  | ~all
            192.0.2.65   | neutral.example    | NEUTRAL   | ?all
            192.0.2.65   | open.example       | NEUTRAL   | 4.7: nothing matched
            192.0.2.129  | redirected.example | PASS      | 6.1
            192.0.2.65   | redirected.example | FAIL      | 6.1
            192.0.2.129  | including.example  | PASS      | 5.2
            192.0.2.65   | including.example  | FAIL      | 5.2: a fail inside is no match
            192.0.2.10   | macro.example      | PASS      | 7: a list by local part and address
            192.0.2.11   | macro.example      | FAIL      | 7: not on it
            192.0.2.65   | never.example      | FAIL      | it never sends
            192.0.2.65   | gone.example       | NONE      | 4.3: no such domain
            192.0.2.65   | com.example        | NONE      | 4.5: it says nothing
            192.0.2.65   | other.example      | NONE      | 4.5: another version
            192.0.2.65   | broken.example     | PERMERROR | 4.6: no sense
            192.0.2.65   | twice.example      | PERMERROR | 4.5: two records
            192.0.2.65   | many.example       | PERMERROR | 4.6.4: eleven terms that ask
            192.0.2.65   | round.example      | PERMERROR | 4.6.4: a circle
            192.0.2.65   | vain.example       | PERMERROR | 4.6.4: three names that are not there
            192.0.2.65   | away.example       | TEMPERROR | 4.4: a server that will not say
            """)
    void judges(String peer, String domain, SpfResult expected, String why) {
        assertEquals(expected, judged(peer, "host.example", domain), why);
    }

    /** RFC 7208 section 2.4: without a sender it is postmaster at the name in EHLO. */
    @Test
    void aBounceIsJudgedByItsHelo() {
        assertEquals(SpfResult.FAIL, judged("192.0.2.65", "never.example", ""));
        assertEquals(SpfResult.PASS, judged("192.0.2.10", "a.example", ""));
        assertEquals(SpfResult.NONE, judged("192.0.2.65", "[192.0.2.65]", ""));
        assertEquals(SpfResult.NONE, judged("192.0.2.65", "x\r\ny\u00e9 %{i}", ""));
    }

    @Test
    void onlyACertainFailureKeepsABounceBack() {
        assertTrue(policy.failed(envelope("192.0.2.65", "never.example")));
        for (String domain : List.of("all.example", "soft.example", "gone.example", "broken.example", "away.example")) {
            assertFalse(policy.failed(envelope("192.0.2.65", domain)), domain);
        }
        assertFalse(policy.failed(Envelope.ours(ReversePath.of(new MailAddress("jan", "never.example")), Instant.EPOCH)),
                "our own mail has no peer");
    }

    private static Envelope envelope(String peer, String domain) {
        return new Envelope(ReversePath.of(new MailAddress("jan", domain)), Instant.EPOCH,
                Optional.of(InetAddress.ofLiteral(peer)), "host.example", false);
    }

    @Test
    void aSilentServerIsGivenUpInTime() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var address = new InetSocketAddress("127.0.0.1", silent.getLocalPort());
            Duration second = Duration.ofSeconds(1);
            var deaf = new SenderPolicy(NameServers.of(new DnsSettings(List.of(address), second)), second);
            long begun = System.nanoTime();
            assertEquals(
                    SpfResult.TEMPERROR,
                    deaf.judge(InetAddress.ofLiteral("192.0.2.65"), "a.example",
                            ReversePath.of(new MailAddress("jan", "never.example"))));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "took " + took);
        }
    }
}
