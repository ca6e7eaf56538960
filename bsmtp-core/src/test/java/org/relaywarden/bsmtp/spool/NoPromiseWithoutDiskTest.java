// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.intake.SessionLimits;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;

/**
 * The promise itself, over a socket: the n-th call to the file system fails, for every n that a delivery makes, and
 * never is a 250 said to it. Each call fails alone, and with all that follow it.
 */
@Timeout(300)
class NoPromiseWithoutDiskTest {

    private static final String MESSAGE = "Subject: tea\r\n\r\n" + "0123456789\r\n".repeat(20) + ".\r\n";

    @TempDir
    Path folder;

    /** The steps behind the promise, each of which is to fail once in every row. */
    private static final Set<String> STEPS =
            Set.of("usableBytes", "createFolder", "create", "write", "force", "close", "rename", "forceFolder");

    /** What a delivery took, how many of its calls failed, and what was said in the end. */
    private record Outcome(List<String> calls, int failures, String reply) {}

    @ParameterizedTest(name = "{1} recipients, {0}, all behind it too: {2}")
    @CsvSource({
        "NO_SPACE, 1, false", "INPUT_OUTPUT, 1, false", "SHORT_THEN_NO_SPACE, 1, false", "DONE_BUT_REPORTED, 1, false",
        "NO_SPACE, 1, true", "INPUT_OUTPUT, 1, true",
        "NO_SPACE, 3, false", "INPUT_OUTPUT, 3, false", "SHORT_THEN_NO_SPACE, 3, false", "DONE_BUT_REPORTED, 3, false",
        "NO_SPACE, 3, true", "INPUT_OUTPUT, 3, true"
    })
    void neverA250(FaultyFileSystem.Fault fault, int recipients, boolean allBehindIt) throws Exception {
        List<String> calls = deliver("sound", recipients, Integer.MAX_VALUE, fault, allBehindIt).calls();
        int callsOfADelivery = calls.size();
        assertTrue(calls.containsAll(STEPS), "not every step is made to fail: " + calls);
        assertTrue(callsOfADelivery >= (recipients == 1 ? 15 : 40), "a delivery makes " + callsOfADelivery + " calls");

        for (int call = 1; call <= callsOfADelivery; call++) {
            Outcome outcome = deliver("call-" + call, recipients, call, fault, allBehindIt);
            assertTrue(outcome.failures() > 0, "call " + call + " was made, so it failed");
            assertTrue(outcome.reply().startsWith("4"), "call " + call + " failed, and yet: " + outcome.reply());
        }

        Outcome behind = deliver("behind", recipients, callsOfADelivery + 1, fault, allBehindIt);
        assertEquals(0, behind.failures(), "the row was complete");
        assertTrue(behind.reply().startsWith("250 "), behind.reply());
    }

    private Outcome deliver(String name, int recipients, int failing, FaultyFileSystem.Fault fault, boolean allBehindIt)
            throws Exception {
        try (SpoolBench bench = new SpoolBench(folder.resolve(name)); Intake intake = intake(bench);
                RawClient client = new RawClient(intake.addresses().getFirst())) {
            client.reply();
            client.say("EHLO mx.far.example");
            if (allBehindIt) {
                bench.door.failFrom(failing, fault);
            } else {
                bench.door.failAt(failing, fault);
            }
            String reply = send(client, recipients);
            Outcome outcome = new Outcome(bench.door.calls().stream().map(FaultyFileSystem.Call::what).toList(),
                    bench.door.failures(), reply);
            bench.door.heal();
            boolean kept = reply.startsWith("250 ");
            assertNothingHalf(bench, kept, allBehindIt);
            assertTrue(send(client, recipients).startsWith("250 "), "the session goes on, and the next mail is kept");
            assertNothingHalf(bench, true, true);
            return outcome;
        }
    }

    /** Recipient n is of customer n; each has a mailbox of its own. */
    private static Intake intake(SpoolBench bench) throws IOException {
        RecipientPolicy policy = question -> new RecipientPolicy.Answer.Take(
                new Mailbox.Account(question.recipient().localPart()), MailClass.PUSH);
        IntakeSettings settings = IntakeSettings.defaults("mail.isp.example").withLimits(
                SessionLimits.defaults().withWaits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO));
        return Intake.start(
                settings, new IntakeParts(policy, bench.spool, bench.journal, () -> SpoolBench.NOW));
    }

    private static String send(RawClient client, int recipients) throws IOException {
        client.say("MAIL FROM:<sender@far.example>");
        for (int i = 1; i <= recipients; i++) {
            assertTrue(client.say("RCPT TO:<customer" + i + "@customer.example>").startsWith("250 "));
        }
        String data = client.say("DATA");
        return data.startsWith("354 ") ? client.send(MESSAGE).reply() : data;
    }

    /** Whoever looks sees whole mails or none; a copy too many is allowed, where even the clearing away failed. */
    private static void assertNothingHalf(SpoolBench bench, boolean kept, boolean duplicatesAllowed)
            throws IOException {
        for (int i = 1; i <= 3; i++) {
            List<StoredMail> seen = bench.spool.list(new Mailbox.Account("customer" + i));
            for (StoredMail mail : seen) {
                assertTrue(bench.read(mail).endsWith("0123456789\r\n"), "half a mail can be seen");
            }
            if (!kept && !duplicatesAllowed) {
                assertEquals(List.of(), seen, "refused, and yet it is there");
            }
        }
        if (!kept && !duplicatesAllowed) {
            // In tmp/ it is in nobody's way: a file that was made by a call that failed lies there till the next start.
            assertEquals(List.of(), bench.files("accounts").stream()
                    .filter(file -> !file.getParent().endsWith("tmp")).toList(), "no mail, and counted in the quota");
        }
        assertEquals(List.of(), bench.files("quarantine"));
        if (kept) {
            assertFalse(bench.spool.list(new Mailbox.Account("customer1")).isEmpty());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"NO_SPACE, 452 4.3.1", "INPUT_OUTPUT, 451 4.3.0"})
    void aFullDiskIsToldFromABrokenOne(FaultyFileSystem.Fault fault, String reply) throws Exception {
        for (int call = 1; call <= 12; call++) {
            assertTrue(deliver("call-" + call, 1, call, fault, false).reply().startsWith(reply), "call " + call);
        }
    }
}
