// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.address;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.bytes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.run.RunReport;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** Decision 10: the host's fault or the message's, and who is told. */
final class NoSuchUsersTest {

    private static final String HELLO = "Subject: hi\r\n\r\nhello\r\n";
    private static final String BOB = "bob@anna.example";
    private static final String TYPO = "typo@anna.example";

    @TempDir
    private Path folder;

    private ScriptedHost host;
    private DeliveryStage stage;

    @BeforeEach
    void open() throws Exception {
        host = new ScriptedHost();
        stage = new DeliveryStage(folder).anna(host);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        host.close();
    }

    /** Says this to whoever is not bob; what else it does with the postmaster. */
    private void refusing(String reply, String postmaster) {
        host.doing((moment, line, connection) -> moment != Moment.RCPT || line.contains("bob")
                ? null
                : line.contains("postmaster") ? postmaster : reply);
    }

    private List<StoredMail> bounces() throws Exception {
        return stage.spool.list(SystemMailbox.OUTGOING);
    }

    @ParameterizedTest(name = "{0}, postmaster {1}, bob''s mail {2}: {3} bounces, {4} waiting")
    @CsvSource(delimiter = '|', textBlock = """
            550 5.1.1 unknown      | 250 ok       | none | 1 | 0 | it serves the domain, for it takes its postmaster
            550 5.1.10 null MX     | 250 ok       | none | 1 | 0 | the other code that decision 10 names
            550 5.1.1 unknown      | 550 5.1.1 no | bob  | 1 | 0 | it serves the domain, for it took a message
            550 5.1.1 unknown      | 550 5.1.1 no | none | 0 | 1 | another machine on its address says that of everybody
            550 5.1.1 unknown      | 554 5.7.1 no | none | 0 | 1 | one that does not relay for it
            550 no such user       | 250 ok       | bob  | 0 | 1 | no code, no bounce
            550 5.2.1 disabled     | 250 ok       | bob  | 0 | 1 | another code
            554 5.7.1 go away      | 250 ok       | none | 0 | 1 | policy
            450 4.1.1 later        | 250 ok       | bob  | 0 | 1 | for now
            """)
    void whoIsTold(String reply, String postmaster, String other, int told, int waiting, String why) throws Exception {
        stage.mail(ANNA, HELLO, TYPO);
        if (other.equals("bob")) {
            stage.mail(ANNA, HELLO, BOB);
        }
        refusing(reply, postmaster);

        RunReport report = stage.flush();

        assertEquals(told, bounces().size(), why);
        assertEquals(told, report.bounced(), why);
        assertEquals(other.equals("bob") ? 1 : 0, report.delivered(), "what bounced is not delivered");
        assertEquals(waiting, report.waiting(), why);
        assertEquals(told == 1, stage.refused.of(ANNA, address(TYPO)).isPresent(), "and intake knows it for a day");
    }

    @Test
    void theBounceTellsWhatTheHostSaidAndGoesToTheSenderAlone() throws Exception {
        stage.mail(ANNA, HELLO, TYPO);
        refusing("550 5.1.1 no <typo> here", "250 ok");
        stage.flush();

        StoredMail bounce = bounces().getFirst();
        assertEquals(List.of(address("ann@sender.example")), bounce.recipients());
        assertEquals(ReversePath.none(), bounce.envelope().sender());
        try (var message = stage.spool.open(bounce).orElseThrow()) {
            String text = new String(message.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(text.contains("no <typo> here") && text.contains("Final-Recipient: rfc822; " + TYPO), text);
        }
        assertEquals(1, stage.journal.of("given-up").size());
    }

    @Test
    void ofSeveralRecipientsOnlyTheUnknownOneIsToldOf() throws Exception {
        stage.mail(ANNA, HELLO, BOB, TYPO);
        refusing("550 5.1.1 unknown", "550 5.1.1 unknown");

        assertEquals(0, stage.flush().waiting(), "bob has it, and the sender knows of the other");
        assertEquals(1, bounces().size());
        assertEquals(1, host.taken().size());
        assertEquals(List.of(BOB), host.taken().getFirst().recipients());
    }

    @Test
    void nobodyIsToldOfABounceOrOfAForgedSendersMail() throws Exception {
        stage.mail(ANNA, ReversePath.none(), bytes(HELLO), TYPO);
        stage.forged.add(stage.mail(ANNA, HELLO, "forged@anna.example").envelope());
        refusing("550 5.1.1 unknown", "250 ok");

        assertEquals(0, stage.flush().waiting(), "they wait for nothing");
        assertEquals(List.of(), bounces());
    }

    @Test
    void fiveStrangersRefusedAreTheHostsFaultInEveryRun() throws Exception {
        for (int i = 0; i < 8; i++) {
            stage.mail(ANNA, HELLO, "user" + i + "@anna.example");
        }
        refusing("550 5.1.1 unknown", "250 ok");
        for (int run = 0; run < 4; run++) {
            assertEquals(8, stage.flush().waiting(), "run " + run + ": nothing bounces");
        }
        assertTrue(stage.state().atFaultSince().isPresent(), "somebody must look");
        assertTrue(stage.journal.of("host-at-fault").size() >= 1);

        host.sound();
        assertEquals(0, stage.flush().waiting(), "after it is mended all arrives");
        assertEquals(8, host.taken().size());
        assertEquals(List.of(), bounces());
        assertTrue(stage.deliveries.queue(ANNA).atFaultSince().isEmpty(), "and it is sound");
    }

    @Test
    void policyStopsTheRunAtOnceAndTheNextOneBeginsWithAnother() throws Exception {
        stage.mail(ANNA, HELLO, TYPO);
        stage.mail(ANNA, HELLO, BOB);
        refusing("554 5.7.1 relaying denied", "250 ok");

        assertEquals(2, stage.flush().waiting());
        assertTrue(stage.state().lastResult().startsWith("it refuses us by its policy"), stage.state().lastResult());
        assertEquals(1, stage.flush().waiting(), "one message that it does not want can't hold the queue");
        assertEquals(1, host.taken().size());
    }

    @Test
    void refusedAtTheBannerIsTheHostsFaultToo() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "554 no service here" : null);

        assertEquals(1, stage.flush().waiting());
        assertEquals(1, stage.journal.of("host-at-fault").size());
        assertEquals(List.of(), bounces());
    }

    @Test
    void aChangedBannerOrADayForgetsWhoWasRefused() throws Exception {
        MailAddress typo = address(TYPO);
        stage.mail(ANNA, HELLO, TYPO);
        refusing("550 5.1.1 unknown", "250 ok");
        stage.flush();
        assertTrue(stage.refused.of(ANNA, typo).isPresent());

        stage.mail(ANNA, HELLO, BOB);
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "220 new.example ESMTP" : null);
        stage.flush();
        assertTrue(stage.refused.of(ANNA, typo).isEmpty(), "another server, other users");

        stage.refused.remember(ANNA, typo, "550 5.1.1 unknown");
        stage.clock.advance(RefusedRecipients.REMEMBERED.minus(Duration.ofSeconds(1)));
        assertTrue(stage.refused.of(ANNA, typo).isPresent());
        stage.clock.advance(Duration.ofSeconds(1));
        assertTrue(stage.refused.of(ANNA, typo).isEmpty(), "who makes the address tomorrow gets mail tomorrow");

        stage.refused.remember(ANNA, typo, "550 5.1.1 unknown");
        assertEquals(1, stage.deliveries.forgetRefused(ANNA, "kim"), "an operator need not wait");
        assertTrue(stage.refused.of(ANNA, typo).isEmpty());
    }
}
