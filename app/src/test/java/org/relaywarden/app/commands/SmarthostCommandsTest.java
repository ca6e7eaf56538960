// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code smarthost} where no program serves: what lies there is shown, and nothing is touched (B17). */
@Timeout(120)
final class SmarthostCommandsTest {

    private static final byte[] MESSAGE = "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    private Path folder;

    private Typed typed(String line) {
        return Typed.in(folder).with("r.yaml", line.split(" "));
    }

    @Test
    void showsWhatLiesThereWhileNobodyTakesItOut() throws Exception {
        Files.writeString(folder.resolve("r.yaml"), "data: {folder: data}\nprovider: {host-name: mail.isp.example}\n");
        assertEquals("Nothing waits to go out.\n", typed("smarthost list").out());
        assertEquals("", typed("smarthost list --json").out());
        putMail("bob@far.example", "eve@far.example", "pete@other.example");

        Typed list = typed("smarthost list");
        assertEquals(
                List.of("TO", "far.example", "other.example"),
                list.out().lines().map(line -> line.split(" ")[0]).sorted().toList(),
                list::toString);
        assertTrue(list.out().contains("as soon as it can"), list::toString);
        Typed show = typed("smarthost show FAR.example");
        assertTrue(show.out().contains(" anna ") && show.out().contains("<ann@anna.example>"), show::toString);
        assertTrue(show.out().contains("<bob@far.example> <eve@far.example>"), show::toString);
        JsonNode json = JsonMapper.builder().build().readTree(typed("smarthost show other.example --json").out());
        assertEquals("pete@other.example", json.get("recipients").get(0).asString(), json::toString);
        assertEquals(MESSAGE.length, json.get("bytes").asLong(), json::toString);

        Typed nobody = typed("smarthost show elsewhere.example");
        assertEquals(1, nobody.code());
        assertEquals("Nothing waits for elsewhere.example. See all that waits: smarthost list\n", nobody.err());
        Typed hostile = Typed.in(folder).with("r.yaml", "smarthost", "show", "\u001b[2J");
        assertEquals("Nothing waits for \\x1b[2J. See all that waits: smarthost list\n", hostile.err());
        Typed flush = typed("smarthost flush");
        assertEquals(1, flush.code());
        assertTrue(flush.err().startsWith("Nothing goes out: the program does not serve"), flush::toString);
        assertEquals(list.out().lines().count(), typed("smarthost list").out().lines().count(), "all lies there still");
    }

    private void putMail(String... recipients) throws Exception {
        try (Spool spool = Spool.open(
                new SpoolSettings(folder.resolve("data/mail"), 0, "mail.isp.example"), Journal.toLog(), InstantSource.system())) {
            Envelope envelope = new Envelope(
                    ReversePath.of(MailAddress.parse("ann@anna.example").orElseThrow()), InstantSource.system().instant(),
                    Optional.of(InetAddress.ofLiteral("203.0.113.5")), "laptop.example", false)
                    .withSubmission(Optional.of(new Submission(Submission.Ground.AUTH, "anna")));
            List<MailAddress> to = List.of(recipients).stream()
                    .map(text -> MailAddress.parse(text).orElseThrow())
                    .toList();
            try (Draft draft = spool.begin(
                    envelope, List.of(new Destination(SystemMailbox.SMARTHOST, MailClass.SYSTEM, to)))) {
                draft.write(MESSAGE, 0, MESSAGE.length);
                draft.commit();
            }
        }
    }
}
