// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.testbed.filters.ClamavServer;
import org.relaywarden.testbed.filters.RspamdServer;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.Requirements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two filters that most providers run judge mail that comes in by SMTP: refused, marked, set aside (B10). */
@Timeout(180)
class RealFiltersIT {

    private static final Logger LOG = LoggerFactory.getLogger(RealFiltersIT.class);

    private static final String HEADER = "From: Someone <sender@far.example>\r\nTo: anna@customer.example\r\n"
            + "Subject: folded\r\n\tline\r\nMessage-ID: <1@far.example>\r\n"
            + "Date: Sun, 1 Mar 2026 08:00:00 +0000\r\n\r\n";
    private static final String CLEAN = HEADER + "hello \u00e9\r\n..\r\n";

    @TempDir
    static Path folder;

    @TempDir
    Path mail;

    private static Netlab lab;
    private static RspamdServer rspamd;
    private static ClamavServer clamav;

    @BeforeAll
    static void start() {
        Requirements.needsRealServers();
        lab = Netlab.open();
        LabHost host = lab.addHost("filter", "192.0.2.30");
        rspamd = RspamdServer.start(host, folder);
        clamav = ClamavServer.start(host, folder, ClamavServer.OnInfected.QUARANTINE);
        LOG.info("{} and {}", rspamd.program(), clamav.program());
    }

    @AfterAll
    static void stop() {
        if (clamav != null) {
            clamav.close();
        }
        if (rspamd != null) {
            rspamd.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    private MilterBench bench(Path... sockets) throws IOException {
        SocketAddress[] addresses = new SocketAddress[sockets.length];
        for (int i = 0; i < sockets.length; i++) {
            addresses[i] = UnixDomainSocketAddress.of(sockets[i]);
        }
        MilterSettings settings = MilterBench.settings(MilterSettings.Absence.DEFER, addresses);
        return new MilterBench(mail, new MilterSettings(settings.milters(), settings.absence(), Duration.ofSeconds(60),
                Duration.ofSeconds(20), 64, settings.hostName()));
    }

    private static String body(String message) {
        return message.substring(message.indexOf("From: Someone"));
    }

    @Test
    void rspamdLetsCleanMailPassAsItCame() throws IOException {
        try (MilterBench bench = bench(rspamd.socket())) {
            assertTrue(bench.send(CLEAN).startsWith("250 "));
            assertEquals(CLEAN.replace("\r\n..\r\n", "\r\n.\r\n"), body(bench.annas()));
            assertEquals(0, bench.journal.counted(MilterCounter.ABSENT));
        }
    }

    @Test
    void rspamdRefusesWhatBearsTheTestPattern() throws IOException {
        try (MilterBench bench = bench(rspamd.socket())) {
            assertEquals("554 5.7.1 Gtube pattern", bench.send(HEADER + RspamdServer.REJECTED + "\r\n"));
            assertTrue(bench.mails(MilterBench.ANNA).isEmpty());
        }
    }

    @Test
    void rspamdMarksAndTheMarkIsOnTop() throws IOException {
        String marked = HEADER + RspamdServer.MARKED + "\r\n";
        try (MilterBench bench = bench(rspamd.socket())) {
            assertTrue(bench.send(marked).startsWith("250 "));
            assertTrue(bench.annas().contains("+0000\r\nX-Spam: Yes\r\nFrom: Someone"), bench.annas());
            assertEquals(marked, body(bench.annas()));
            assertEquals(MailClass.PUSH, bench.mails(MilterBench.ANNA).getFirst().mailClass());
        }
    }

    @Test
    void clamavSaysThatAMailIsClean() throws IOException {
        try (MilterBench bench = bench(clamav.socket())) {
            assertTrue(bench.send(CLEAN).startsWith("250 "));
            assertTrue(bench.annas().contains("\r\nX-Virus-Status: Clean\r\n"), bench.annas());
            assertEquals(CLEAN.replace("\r\n..\r\n", "\r\n.\r\n"), body(bench.annas()));
        }
    }

    @Test
    void clamavSetsAsideWhatIsInfected() throws IOException {
        String infected = HEADER + ClamavServer.INFECTED + "\r\n";
        try (MilterBench bench = bench(clamav.socket())) {
            assertTrue(bench.send(infected).startsWith("250 "));
            assertTrue(bench.annas().startsWith(Screening.SET_ASIDE + ": quarantined by clamav-milter\r\n"));
            assertTrue(bench.annas().contains("X-Virus-Status: Infected (Testbed.Eicar"), bench.annas());
            assertEquals(infected, body(bench.annas()));
            assertEquals(MailClass.ACCOUNT, bench.mails(MilterBench.ANNA).getFirst().mailClass(), "B10: never pushed");
        }
    }

    @Test
    void bothInARowAndInTime() throws IOException {
        StringBuilder large = new StringBuilder(HEADER);
        Random random = new Random(1);
        while (large.length() < 2 << 20) {
            large.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36)).append("\r\n");
        }
        try (MilterBench bench = bench(rspamd.socket(), clamav.socket())) {
            assertTrue(bench.send(CLEAN, "warm@customer.example").startsWith("250 "));
            for (String message : new String[] {CLEAN, large.toString()}) {
                long began = System.nanoTime();
                assertTrue(bench.send(message).startsWith("250 "));
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                assertTrue(millis < 20_000, message.length() + " bytes past both took " + millis + " ms");
                LOG.info("{} bytes past both filters in {} ms", message.length(), millis);
            }
            assertEquals(2, bench.mails(MilterBench.ANNA).size());
            assertTrue(bench.send(HEADER + RspamdServer.REJECTED + "\r\n").startsWith("554 "));
            assertEquals(0, bench.journal.counted(MilterCounter.ABSENT));
        }
    }

    @Test
    void aFilterThatIsKilledLosesNothing() throws IOException {
        RspamdServer mortal = RspamdServer.start(lab.addHost("mortal", "192.0.2.31"), folder);
        try (MilterBench bench = bench(mortal.socket())) {
            assertTrue(bench.send(CLEAN).startsWith("250 "));
            mortal.close();
            assertTrue(bench.send(CLEAN).startsWith("451 4.7.1 "), "its socket is there, and nobody behind it");
            assertEquals(1, bench.mails(MilterBench.ANNA).size());
            assertEquals(1, bench.journal.of("absent").size());
        } finally {
            mortal.close();
        }
    }
}
