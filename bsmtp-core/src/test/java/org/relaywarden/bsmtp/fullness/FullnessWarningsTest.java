// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.quota.Reservations;
import org.relaywarden.bsmtp.quota.Usage;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** B13, B10: the owner hears of it in time, once for each crossing. */
@Timeout(120)
class FullnessWarningsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Mailbox ANNA = new Mailbox.Account("anna");
    private static final long QUOTA = 20_000_000;
    private static final FullnessSettings SETTINGS = new FullnessSettings(
            "Example Internet", "isp.example", new MailAddress("postmaster", "isp.example"),
            Optional.of("+31-20-5550123"), 1_000_000_000);

    @TempDir
    static Path databaseFolder;

    private static Store store;

    @TempDir
    Path folder;

    private final RememberedJournal journal = new RememberedJournal();
    private final TableOfCustomers customers = new TableOfCustomers().withFilter("anna", "anna.example", false);
    private Spool spool;
    private Quotas quotas;
    private OwnerWarnings warnings;

    @BeforeAll
    static void openStore() {
        store = Store.open(
                StoreSettings.embedded(databaseFolder.resolve("db")),
                List.of(new StoreModule("bsmtp", FullnessWarnings.entities())));
    }

    @AfterAll
    static void closeStore() {
        store.close();
    }

    @BeforeEach
    void open() throws IOException {
        store.inTransaction(session -> session.createNativeMutationQuery("delete from bsmtp_fullness").executeUpdate());
        spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, InstantSource.system());
        restart();
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private void restart() {
        quotas = Quotas.over(folder, QuotaSettings.defaults(), customers, journal, InstantSource.system());
        warnings = new OwnerWarnings(parts(journal), SETTINGS);
    }

    private FullnessParts parts(Journal told) {
        return new FullnessParts(quotas, customers, spool, store, told, InstantSource.system());
    }

    /** One file of others, as large as makes the mailbox so full; warnings are a few thousandths of a percent. */
    private void fill(double percent) throws IOException {
        Path seen = Files.createDirectories(folder.resolve("accounts/anna/cur"));
        try (Stream<Path> files = Files.list(seen)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(seen.resolve("1.M1P2.dovecot,S=" + (long) (QUOTA / 100 * percent) + ":2,"), "");
    }

    private List<String> written() throws IOException {
        List<String> ids = new ArrayList<>();
        for (StoredMail mail : spool.list(ANNA)) {
            assertEquals(MailClass.ACCOUNT, mail.mailClass(), "B10: for the owner, never pushed");
            assertTrue(mail.envelope().sender().isNull(), "nobody gets a bounce of it");
            ids.add(mail.id().replaceFirst("fullness\\.\\d+\\.", ""));
        }
        return ids.stream().sorted().toList();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            79.9                  | ''              | not yet
            80                    | 1.80            | to the percent
            79.9 80 94.9          | 1.80            | once
            80 95                 | 1.80 2.95       | at each of both
            96                    | 1.95            | the higher one alone, when much comes at once
            130                   | 1.95            | a filter was switched off while more waited
            96 85 96              | 1.95 2.95       | fell below the higher one and crossed it again
            96 85 84              | 1.95            | but is not told again of the lower one on the way down
            81 10 81              | 1.80 2.80       | fell below and crossed again
            81 10 96 10 81        | 1.80 2.95 3.80  | each crossing has a name of its own
            """)
    void eachCrossingIsToldOnce(String course, String expected, String why) throws Exception {
        for (String percent : course.split(" ")) {
            fill(Double.parseDouble(percent));
            warnings.look("anna", NOW);
            warnings.look("anna", NOW);
        }
        assertEquals(expected.isEmpty() ? List.of() : List.of(expected.split(" ")), written(), why);
        assertEquals(written().size(), journal.counted(FullnessCounter.WARNED));
    }

    @Test
    void aRestartTellsNothingTwice() throws Exception {
        fill(81);
        warnings.look("anna", NOW);
        restart();
        warnings.look("anna", NOW);
        assertEquals(List.of("1.80"), written());

        // Killed between the mail and the row: as if the row had not been written.
        store.inTransaction(session -> session.createNativeMutationQuery(
                "update bsmtp_fullness set told_percent = 0, warnings = 0").executeUpdate());
        restart();
        warnings.look("anna", NOW);
        assertEquals(List.of("1.80"), written(), "the fixed name keeps a second one from being written");
    }

    @Test
    void whoLeftTheBooksIsNotWrittenTo() throws Exception {
        fill(99);
        customers.without("anna");
        warnings.look("anna", NOW);
        assertEquals(List.of(), written());
    }

    /** The session that crosses the line goes on at once; the mail comes by itself. */
    @Test
    void aSessionThatCrossesTheLineStartsIt() throws Exception {
        fill(81);
        CountDownLatch warned = new CountDownLatch(1);
        Journal listening = new Journal() {
            @Override
            public void fact(String id, String fact, Map<String, ?> fields) {
                journal.fact(id, fact, fields);
            }

            @Override
            public void count(Counter counter) {
                if (counter == FullnessCounter.WARNED) {
                    warned.countDown();
                }
            }

            @Override
            public long counted(Counter counter) {
                return 0;
            }
        };
        try (FullnessWarnings _ = FullnessWarnings.start(parts(listening), SETTINGS);
                Reservations reservations = new Reservations()) {
            Customer anna = customers.byLogin("anna").orElseThrow();
            quotas.ask(anna, MailClass.PUSH, 0, false, reservations);
            warned.await();
            quotas.ask(anna, MailClass.ACCOUNT, 0, false, reservations);
        }
        assertEquals(List.of("1.80"), written());
        assertEquals("81", journal.of("warned").getFirst().fields().get("percent"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theMailSaysWhatToDoInTheOwnersLanguage(Language language) throws Exception {
        for (boolean filter : List.of(true, false)) {
            Customer owner = new Customer("anna", List.of(), Product.ADVANCED_BUSINESS_MAIL, List.of("anna.example"),
                    Line.ADSL, List.of(), false, filter, language, SubscriptionState.ACTIVE, Optional.empty());
            Usage usage = new Usage(16_420_000, QUOTA, 420, 16_000_000, 400);
            byte[] bytes = new WarningMail(SETTINGS).bytes(owner, usage, 80, "fullness.1.1.80", NOW);
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            String body = (String) mail.getContent();

            assertTrue(mail.getSubject().contains("82%"), mail.getSubject());
            assertEquals("<fullness.1.1.80@isp.example>", mail.getMessageID());
            assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null), "RFC 3834");
            String point = language == Language.DUTCH ? "," : ".";
            for (String said : List.of("16" + point + "4 MB", "20 MB", "16 MB", "420 kB", "400", "POP3",
                    "anna@isp.example", "postmaster@isp.example", "+31-20-5550123", "95%", "Example Internet")) {
                assertTrue(body.contains(said), said + " is missing in: " + body);
            }
            assertEquals(!filter, body.contains("1 GB"), "the filter is offered to who has none");
            assertFalse(body.contains("[(") || body.contains("th:") || body.contains("\n\n\n"), body);
            assertTrue(body.lines().allMatch(line -> line.length() <= 78), body);
            assertTrue(new String(bytes, StandardCharsets.US_ASCII).lines()
                    .allMatch(line -> line.length() <= 78), "RFC 5322 section 2.1.1");
        }
    }

    @Test
    void aFullMailboxIsCalledFull() throws Exception {
        WarningText text = new WarningText(SETTINGS);
        Customer owner = customers.byLogin("anna").orElseThrow();
        MailText words = text.of(owner, new Usage(30_000_000, QUOTA, 1, 0, 0), 95);
        assertEquals("Your mailbox is full", words.subject());
        assertTrue(words.body().contains("so it is full."), words.body());
        assertFalse(words.body().contains("once more"), "there is no later warning");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, 0 bytes", "999, 999 bytes", "1000, 1 kB", "1049, 1 kB", "16420000, 16.4 MB", "20000000, 20 MB",
        "1000000000, 1 GB", "2345000000000, 2345 GB"})
    void sizesAreSaidAsMailProgramsSayThem(long bytes, String expected) {
        assertEquals(expected, WarningText.size(bytes, Locale.ENGLISH));
    }
}
