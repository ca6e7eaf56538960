// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;
import org.relaywarden.scanner.verdict.VerdictKind;

/** The customer reads their own language, from the warning to the lift, and may change it between (E1, E3, E7, E8). */
class DeskLanguageTest {

    @AutoClose
    private HandCrankedDesk bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new HandCrankedDesk(folder);
        bench.customers.add("ann", Line.DIAL_UP, false, Language.DUTCH);
    }

    private void lastMailIs(String language, String subject, String from, String... holds) throws Exception {
        var mail = bench.lastMail();
        String text = ((String) mail.getContent()).replaceAll("\\s+", " ");
        assertEquals(language, mail.getHeader("Content-Language", null));
        assertEquals(subject, mail.getSubject());
        assertEquals(from, ((InternetAddress) mail.getFrom()[0]).getPersonal());
        for (String each : holds) {
            assertTrue(text.contains(each), each + " is missing: " + text);
        }
    }

    @Test
    void aDutchCustomerReadsDutchFromTheWarningToTheLift() throws Exception {
        String from = "Abuse-afdeling ISP Example";
        bench.sweep.night("ann", Outcome.open("S1 R1"));
        bench.turn();
        lastMailIs("nl", "Uw mailserver 192.0.2.7 is een open relay (dossier 1)", from,
                "zondag 1 maart 2026 om 02:00 uur (UTC)",
                "Test R1: stuurt mail door naar een tweede adres dat achter een procentteken verborgen zit",
                "RCPT TO:<t-two%collector.example@ann.example>",
                "Er is nog niets geblokkeerd", "Maak de wachtrij van de server leeg voordat u antwoordt");

        bench.later(Duration.ofHours(1));
        bench.sweep.nextScanFinds(Outcome.of(VerdictKind.UNREACHABLE));
        bench.customerWrites("Opgelost.\r\n\r\nOp zondag 1 maart 2026 schreef ISP Example <abuse@isp.example>:\r\n> Uw"
                + " mailserver").turn();
        assertTrue(bench.history().stream().anyMatch(line -> line.contains("\"Opgelost.\"")),
                "D4: " + bench.history());
        lastMailIs("nl", "Wij konden uw mailserver 192.0.2.7 niet testen (dossier 1)", from,
                "Uw server gaf helemaal geen antwoord");

        bench.later(Duration.ofHours(1));
        bench.sweep.nextScanFinds(Outcome.open("S1"));
        bench.customerWrites("Nu wel.").turn();
        lastMailIs("nl", "Uw mailserver 192.0.2.7 is nog steeds een open relay (dossier 1)", from,
                "Wij laten daarom alles zoals het is");

        bench.later(Duration.ofHours(20));
        bench.sweep.night("ann", Outcome.closed());
        bench.turn();
        lastMailIs("nl", "Uw mailserver 192.0.2.7 lijkt nu gesloten: graag uw antwoord (dossier 1)", from,
                "zoals elke nacht zolang een dossier openstaat");

        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("De wachtrij is leeg.").turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());
        lastMailIs("nl", "Uw mailserver 192.0.2.7 heeft de test doorstaan (dossier 1)", from,
                "Het dossier is gesloten", "CONTROLEER NU DE WACHTRIJ");
        assertEquals(5, bench.mails().size());
    }

    @Test
    void theNextNoticeFollowsAChangedLanguage() throws Exception {
        bench.sweep.night("ann", Outcome.open("S1"));
        bench.turn();
        bench.customers.add("ann", Line.DIAL_UP, false, Language.ENGLISH);
        bench.later(Duration.ofHours(1));
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();

        lastMailIs("en", "Your mail server 192.0.2.7 passed the test (case 1)", "ISP Example abuse desk");
        assertEquals(List.of("nl", "en"), List.of(
                bench.mails().getFirst().getHeader("Content-Language", null),
                bench.mails().getLast().getHeader("Content-Language", null)));
    }

    @Test
    void anAbsenceNoteInDutchCausesNothing() {
        bench.sweep.night("ann", Outcome.open("S1"));
        bench.turn();
        bench.mail("ann@customer.example", bench.replyTo(),
                "Subject: Automatisch antwoord: Uw mailserver\r\n\r\nIk ben afwezig tot 9 maart.\r\n").turn();
        assertEquals(CaseState.BLOCKED, bench.state());
        assertEquals("MailFiled", bench.events().getLast());
        assertEquals(List.of(), bench.sweep.asked);
    }
}
