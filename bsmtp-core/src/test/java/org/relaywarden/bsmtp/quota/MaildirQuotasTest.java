// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.testbed.TurnableClock;

/** B13, B10: what a mailbox holds, by the names of its files, whoever put them there or took them away. */
class MaildirQuotasTest {

    private static final long WITH_FILTER = 10_000;
    private static final long WITHOUT_FILTER = 1_000;

    @TempDir
    Path folder;

    private final TurnableClock clock = new TurnableClock(Instant.now());
    private final FaultyFileSystem door = new FaultyFileSystem();
    private final RememberedJournal journal = new RememberedJournal();
    private final TableOfCustomers customers = new TableOfCustomers().withFilter("anna", "anna.example", false);

    private Quotas quotas() {
        return new MaildirQuotas(
                door, folder, new QuotaSettings(WITH_FILTER, WITHOUT_FILTER, 100), customers, journal, clock);
    }

    private Path file(String name) throws IOException {
        return file(name, "");
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve("accounts/anna").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Room ask(Quotas quotas, long bytes) throws IOException {
        try (Reservations reservations = new Reservations()) {
            return quotas.ask(anna(), MailClass.PUSH, bytes, false, reservations);
        }
    }

    private Customer anna() {
        return customers.byLogin("anna").orElseThrow();
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            new/1.M1P1_1_0123456789ab.h,S=300,W=300,B=1       | x   | 300 | waits for the host
            cur/1.M1P1_1_0123456789ab.h,S=300,W=300,B=1:2,S   | x   | 300 | after a POP3 login (B11)
            cur/1.M1P1_1_0123456789ab.h,S=300,W=300,B=0:2,    | x   | 300 | account mail counts with it (B10)
            cur/1.M1P2.dovecot,S=7,W=9:2,                     | xyz | 7   | the name tells, as Dovecot trusts it too
            new/by-hand                                       | xyz | 3   | a stranger's file has its real size
            .Sent/cur/1.M1P2.dovecot,S=41:2,S                 | x   | 41  | an IMAP subfolder lies in the same Maildir
            .Sent.2026/new/x                                  | xy  | 2   | a subfolder of a subfolder
            .subscriptions                                    | xyz | 0   | no folder
            dovecot-uidlist                                   | xyz | 0   | a server's own file
            tmp/1.M1P1_1_0123456789ab.h                       | xyz | 0   | on its way, promised to nobody
            cur/.nfs01                                        | xyz | 0   | deleted, and held open by somebody
            new/a-folder/x                                    | xyz | 0   | no mail
            new/1.M1P2.h,S=99999999999999999999               | xy  | 2   | that is no size
            """)
    void countsWhatLiesInTheMaildir(String name, String content, long bytes, String why) throws Exception {
        file(name, content);
        assertEquals(bytes, quotas().of("anna").usedBytes(), why);
    }

    @Test
    void aFileThatIsMovedOnWhileItIsReadCountsOnce() throws Exception {
        Path arrived = file("new/1.M1P1_1_0123456789ab.h,S=300,W=300,B=1");
        file("cur/2.M1P1_1_0123456789ab.h,S=5,W=5,B=1:2,");
        Quotas quotas = quotas();
        // new/ is read, and then a POP3 login moves all to cur/.
        door.beforeNext("lastModified", () -> door.beforeNext("list", () -> door.beforeNext("lastModified",
                () -> door.beforeNext("list", () -> door.beforeNext("lastModified", () -> Files.move(arrived,
                        folder.resolve("accounts/anna/cur/1.M1P1_1_0123456789ab.h,S=300,W=300,B=1:2,")))))));

        assertEquals(305, quotas.of("anna").usedBytes());
        assertEquals(2, quotas.of("anna").messages());
        assertTrue(Files.notExists(arrived), "it moved in between");
    }

    @ParameterizedTest(name = "{0} + {1} bytes: {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            999   | 0     | GRANTED | one byte below, and nobody said how much comes
            1000  | 0     | GRANTED | full to the byte is not over
            1001  | 0     | FULL    | one byte over
            500   | 499   | GRANTED | one byte below
            500   | 500   | GRANTED | to the byte
            500   | 501   | FULL    | one byte over
            0     | 1000  | GRANTED | an empty mailbox holds its quota
            0     | 1001  | FULL    | and no more
            5000  | 1     | FULL    | a filter was switched off while more lay there: only new mail is refused
            """)
    void refusesWhatWouldBeMoreThanTheQuota(long used, long declared, Room expected, String why) throws Exception {
        file("new/1.M1P1_1_0123456789ab.h,S=" + used + ",W=" + used + ",B=1");
        assertEquals(expected, ask(quotas(), declared), why);
    }

    @ParameterizedTest(name = "{0} used: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1001 | GRANTED | who tells of a full mailbox is heard
            1100 | GRANTED | to the end of the reserve
            1101 | FULL    | and no further
            """)
    void postmasterHasASmallReserve(long used, Room expected, String why) throws Exception {
        file("new/1.M1P1_1_0123456789ab.h,S=" + used + ",W=" + used + ",B=1");
        try (Reservations reservations = new Reservations()) {
            assertEquals(expected, quotas().ask(anna(), MailClass.PUSH, 0, true, reservations), why);
        }
    }

    @Test
    void theFilterDecidesAndTakesNothingAway() throws Exception {
        Path file = file("new/1.M1P1_1_0123456789ab.h,S=5000,W=5000,B=1");
        Quotas quotas = quotas();
        customers.withFilter("anna", "anna.example", true);
        assertEquals(new Usage(5_000, WITH_FILTER, 1, 5_000, 1), quotas.of("anna"));
        assertEquals(Room.GRANTED, ask(quotas, 5_000));

        customers.withFilter("anna", "anna.example", false);
        assertEquals(Room.FULL, ask(quotas, 1));
        assertEquals(500, quotas.of("anna").percent());
        assertTrue(Files.exists(file));
        assertEquals(1, journal.counted(QuotaCounter.FULL));
    }

    /** Dovecot, a shell, a restore from a backup: none of them tells us. Far from full it may take a second to be seen. */
    @Test
    void whatOthersAddOrDeleteCounts() throws Exception {
        Path ours = file("new/1.M1P1_1_0123456789ab.h,S=900,W=900,B=1");
        Quotas quotas = quotas();
        assertEquals(Room.FULL, ask(quotas, 101));

        Files.delete(ours);
        assertEquals(Room.GRANTED, ask(quotas, 101), "deleted by POP3");
        Path appended = file("cur/2.M1P2.dovecot,S=950,W=950:2,");
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Room.GRANTED, ask(quotas, 101), "in a flood no folder is read for each mail");
        clock.advance(Duration.ofMillis(1));
        assertEquals(Room.FULL, ask(quotas, 101), "appended by IMAP");
        Files.createDirectories(folder.resolve("accounts/anna/.Archive/cur"));
        Files.move(appended, folder.resolve("accounts/anna/.Archive/cur/2.M1P2.dovecot,S=950,W=950:2,"));
        assertEquals(Room.FULL, ask(quotas, 101), "moved to a subfolder that was not there");
        Files.delete(folder.resolve("accounts/anna/.Archive/cur/2.M1P2.dovecot,S=950,W=950:2,"));
        assertEquals(Room.GRANTED, ask(quotas, 101), "deleted there");
    }

    @Test
    void anUnchangedMailboxIsNotReadAgain() throws Exception {
        file("new/1.M1P1_1_0123456789ab.h,S=10,W=10,B=1");
        file("cur/x");
        Files.createDirectories(folder.resolve("accounts/anna/.Sent/cur"));
        Instant longAgo = Instant.now().minusSeconds(60);
        for (String each : List.of("", "new", "cur", ".Sent/cur", ".Sent")) {
            Files.setLastModifiedTime(folder.resolve("accounts/anna").resolve(each), FileTime.from(longAgo));
        }
        Quotas quotas = quotas();
        quotas.of("anna");
        quotas.of("anna");
        assertEquals(1, journal.counted(QuotaCounter.SUMMED));

        file("dovecot.index.log");
        quotas.of("anna");
        assertEquals(1, journal.counted(QuotaCounter.SUMMED), "a server's own file in the Maildir itself says nothing");
        file(".Trash/new/x", "123");
        assertEquals(13, quotas.of("anna").usedBytes(), "a new subfolder does");
        assertEquals(2, journal.counted(QuotaCounter.SUMMED));
    }

    @Test
    void aYoungStampProvesNothing() throws Exception {
        file("new/1.M1P1_1_0123456789ab.h,S=10,W=10,B=1");
        Path changed = folder.resolve("accounts/anna/new");
        FileTime stamp = Files.getLastModifiedTime(changed);
        clock.setTo(stamp.toInstant().plusMillis(1_999));
        Quotas quotas = quotas();
        assertEquals(10, quotas.of("anna").usedBytes());

        // In the same step of the file system's clock.
        file("new/2.M1P1_2_0123456789ab.h,S=20,W=20,B=1");
        Files.setLastModifiedTime(changed, stamp);
        assertEquals(30, quotas.of("anna").usedBytes());
    }

    /** Far from full, a large mailbox under a flood is not read for every message. */
    @Test
    void aLargeMailboxFarFromFullIsReadNowAndThen() throws Exception {
        customers.withFilter("anna", "anna.example", true);
        for (int i = 0; i < 300; i++) {
            file("new/" + i + ".M1P1_1_0123456789ab.h,S=10,W=10,B=1");
        }
        Quotas quotas = quotas();
        for (int i = 0; i < 5; i++) {
            file("new/more-" + i + ",S=1");
            assertEquals(Room.GRANTED, ask(quotas, 10));
        }
        assertEquals(1, journal.counted(QuotaCounter.SUMMED));

        clock.advance(Duration.ofMinutes(1));
        ask(quotas, 10);
        assertEquals(2, journal.counted(QuotaCounter.SUMMED), "and then it is");
        file("new/large,S=6200");
        assertEquals(Room.GRANTED, ask(quotas, 10), "an estimate: 30 % are used, as far as is known");
        assertEquals(Room.FULL, ask(quotas, 6_000), "near the limit every answer rests on a fresh look");
    }

    @Test
    void whatIsPromisedToOthersIsPutOffNotRefused() throws Exception {
        customers.withFilter("anna", "anna.example", true);
        Quotas quotas = quotas();
        long rest = WITH_FILTER - 6_000 - AccountUse.OWN_LINES_BYTES;
        try (Reservations first = new Reservations(); Reservations second = new Reservations()) {
            assertEquals(Room.GRANTED, quotas.ask(anna(), MailClass.PUSH, 6_000, false, first));
            assertEquals(Room.GRANTED, quotas.ask(anna(), MailClass.PUSH, 6_000, false, first), "one copy for all");
            assertEquals(Room.PROMISED, quotas.ask(anna(), MailClass.PUSH, rest + 1, false, second));
            assertEquals(Room.PROMISED, quotas.ask(anna(), MailClass.ACCOUNT, rest + 1, false, first), "a second copy");
            assertEquals(Room.GRANTED, quotas.ask(anna(), MailClass.ACCOUNT, rest, false, second));
        }
        assertEquals(Room.GRANTED, ask(quotas, WITH_FILTER), "all of it is free again");
        assertEquals(2, journal.counted(QuotaCounter.PROMISED));
    }

    @Test
    void aFolderThatCannotBeReadIsNoEmptyMailbox() throws Exception {
        file("new/1.M1P1_1_0123456789ab.h,S=10,W=10,B=1");
        Quotas quotas = quotas();
        for (int call = 1; call <= 4; call++) {
            door.failAt(call, FaultyFileSystem.Fault.INPUT_OUTPUT);
            assertThrows(IOException.class, () -> ask(quotas, 1));
        }
        door.heal();
        assertEquals(Room.GRANTED, ask(quotas, 990));
    }
}
