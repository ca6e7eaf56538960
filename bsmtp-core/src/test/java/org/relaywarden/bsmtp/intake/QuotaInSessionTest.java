// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;

/** B13, B10 on the wire: a full mailbox is refused in the session, and what was promised is kept. */
@Timeout(120)
class QuotaInSessionTest {

    private static final long QUOTA = 100_000;
    private static final String FULL =
            "552 5.2.2 This mailbox is full: it takes no more until its owner has made room";

    @TempDir
    Path folder;

    private final TableOfCustomers customers = new TableOfCustomers()
            .withFilter("anna", "anna.example", false)
            .withFilter("bert", "bert.example", true);
    private Quotas quotas;
    private Spool spool;
    private Intake intake;

    @BeforeEach
    void start() throws IOException {
        RememberedJournal journal = new RememberedJournal();
        spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, InstantSource.system());
        quotas = Quotas.over(folder, new QuotaSettings(10 * QUOTA, QUOTA, 1_000), customers, journal,
                InstantSource.system());
        // Fifty wait for each other, and on a busy machine the first one for long.
        SessionLimits limits = IntakeBench.limits()
                .withSessions(200, 200)
                .withWaits(Duration.ofSeconds(100), Duration.ofSeconds(100), Duration.ZERO);
        intake = Intake.start(IntakeBench.settings().withLimits(limits),
                new IntakeParts(RecipientPolicy.forCustomers(customers, IntakeBench.ADDRESSES, quotas), spool, journal,
                        InstantSource.system()));
    }

    @AfterEach
    void stop() {
        intake.close();
        spool.close();
    }

    private RawClient greeted() throws IOException {
        RawClient client = new RawClient(intake.addresses().getFirst());
        client.reply();
        client.say("EHLO mx.far.example");
        return client;
    }

    private void fill(String login, long bytes) throws IOException {
        Path arrived = folder.resolve("accounts").resolve(login).resolve("new");
        Files.createDirectories(arrived);
        Files.writeString(arrived.resolve("1.M1P1_1_0123456789ab.h,S=" + bytes + ",W=" + bytes + ",B=1"), "");
    }

    @ParameterizedTest(name = "{0} to {1} with {2}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            <a@far.example> | x@anna.example          | SIZE=100 | 250 2.1.5  | to the byte
            <a@far.example> | x@anna.example          | SIZE=101 | 552 5.2.2  | one byte more
            <>              | x@anna.example          | SIZE=101 | 552 5.2.2  | a bounce obeys too
            <a@far.example> | anna@isp.example        | SIZE=101 | 552 5.2.2  | B10: the same mailbox
            <a@far.example> | x@anna.example          | ''       | 250 2.1.5  | nobody said how much comes
            <a@far.example> | postmaster@anna.example | SIZE=101 | 250 2.1.5  | who tells of it is heard
            <a@far.example> | Abuse@anna.example      | SIZE=1100 | 250 2.1.5 | to the end of the reserve
            <a@far.example> | abuse@anna.example      | SIZE=1101 | 552 5.2.2 | and no further
            <a@far.example> | x@bert.example          | SIZE=101 | 250 2.1.5  | another mailbox
            <a@far.example> | postmaster@isp.example  | SIZE=101 | 250 2.1.5  | system mail knows no quota
            """)
    void eachRecipientIsJudgedForItself(String sender, String recipient, String size, String expected, String why)
            throws Exception {
        fill("anna", QUOTA - 100);
        try (RawClient client = greeted()) {
            assertTrue(client.say("MAIL FROM:" + sender + " " + size).startsWith("250 "));
            assertEquals(expected, client.say("RCPT TO:<" + recipient + ">").substring(0, 9), why);
        }
    }

    @Test
    void theOtherRecipientsAreServedAndTheReasonIsTold() throws Exception {
        fill("anna", QUOTA);
        try (RawClient client = greeted()) {
            client.say("MAIL FROM:<a@far.example> SIZE=40");
            assertEquals(FULL, client.say("RCPT TO:<x@anna.example>"));
            assertTrue(client.say("RCPT TO:<x@bert.example>").startsWith("250 "));
            client.say("DATA");
            assertTrue(client.send("Subject: x\r\n\r\nx\r\n.\r\n").reply().startsWith("250 "));
        }
        assertEquals(1, quotas.of("anna").messages());
        assertEquals(1, quotas.of("bert").messages());
    }

    @Test
    void whatWasTakenAtRcptIsStoredThoughItIsMore() throws Exception {
        fill("anna", QUOTA);
        try (RawClient client = greeted()) {
            client.say("MAIL FROM:<a@far.example>");
            assertTrue(client.say("RCPT TO:<x@anna.example>").startsWith("250 "), "full to the byte, not over");
            client.say("DATA");
            assertTrue(client.send("x".repeat(900) + "\r\n.\r\n").reply().startsWith("250 "), "no bounce afterwards");
            client.say("MAIL FROM:<a@far.example>");
            assertEquals(FULL, client.say("RCPT TO:<x@anna.example>"));
        }
        assertTrue(quotas.of("anna").usedBytes() > QUOTA + 900);
    }

    @ParameterizedTest(name = "by {0}")
    @CsvSource({"RSET", "EHLO again", "QUIT", "hang-up", "a lone line feed in DATA"})
    void aPromiseEndsWithItsTransaction(String how) throws Exception {
        try (RawClient first = greeted(); RawClient second = greeted()) {
            first.say("MAIL FROM:<a@far.example> SIZE=" + (QUOTA - 10));
            first.say("RCPT TO:<x@anna.example>");
            second.say("MAIL FROM:<a@far.example> SIZE=11");
            assertEquals("452 4.2.2", second.say("RCPT TO:<x@anna.example>").substring(0, 9));
            switch (how) {
                case "RSET" -> first.say("RSET");
                case "QUIT" -> first.say("QUIT");
                case "hang-up" -> first.hangUp();
                case "EHLO again" -> first.say("EHLO mx.far.example");
                default -> {
                    first.say("DATA");
                    assertTrue(first.send("x\n\r\n.\r\n").reply().startsWith("550 "));
                }
            }
            // A hang-up is noticed in its own time.
            String reply = second.say("RCPT TO:<x@anna.example>");
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (reply.startsWith("452") && System.nanoTime() < until) {
                reply = second.say("RCPT TO:<x@anna.example>");
            }
            assertEquals("250 2.1.5", reply.substring(0, 9));
        }
    }

    /** As many as fit are taken, each of them whole, and nobody is sent away for good while there is room. */
    @Test
    void fiftySendersAtOnceNearTheQuota() throws Exception {
        String message = "Subject: x\r\n\r\n" + "0123456789abc\r\n".repeat(200);
        ConcurrentLinkedQueue<String> replies = new ConcurrentLinkedQueue<>();
        CountDownLatch ready = new CountDownLatch(50);
        List<Future<?>> senders = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                senders.add(threads.submit(() -> {
                    try (RawClient client = greeted()) {
                        ready.countDown();
                        ready.await();
                        replies.add(send(client, message));
                    }
                    return null;
                }));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }

        long taken = replies.stream().filter(reply -> reply.startsWith("250 ")).count();
        long used = quotas.of("anna").usedBytes();
        long each = used / taken;
        assertEquals(taken, quotas.of("anna").messages());
        assertEquals(50, replies.size());
        // By what is declared; what our own lines above each message add is the overrun of the last one.
        assertTrue(used <= QUOTA + each, () -> "used " + used + " of " + QUOTA);
        assertTrue(used + each + each / 2 > QUOTA, () -> taken + " were taken: " + replies);
        assertEquals(50 - taken, replies.stream().filter(reply -> reply.equals(FULL)).count(), replies::toString);
    }

    /** Till it is taken or refused for good; a 452 comes again, as a mail server would. */
    private static String send(RawClient client, String message) throws IOException {
        while (true) {
            client.say("MAIL FROM:<a@far.example> SIZE=" + message.length());
            String reply = client.say("RCPT TO:<x@anna.example>");
            if (reply.startsWith("250 ")) {
                client.say("DATA");
                return client.send(message + ".\r\n").reply();
            }
            client.say("RSET");
            if (!reply.startsWith("452 ")) {
                return reply;
            }
        }
    }
}
