// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Taken;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/**
 * A host that is set up wrongly, or a machine on the customer's address that is not the customer's host: nothing is
 * lost, nothing bounces, and when it is mended all arrives, once each and in its order (decision 10, B3, B12).
 */
@Timeout(120)
final class WrongHostTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @TempDir
    private Path folder;

    private DeliveryStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new DeliveryStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private List<String> plant(int messages, boolean sameRecipient) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            texts.add("message " + i + "\r\n");
            stage.mail(ANNA, texts.getLast(), (sameRecipient ? "bob" : "user" + i) + "@anna.example");
        }
        return texts;
    }

    /** For two days, by the clock, by sign-ons and by an operator. */
    @ParameterizedTest(name = "at {0} says {1}, for {2} messages to {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            BANNER | 554 no SMTP service here        | 7 | many | a 5yz banner
            BANNER | 521 host does not accept mail   | 7 | one  | RFC 7504
            BANNER | 220 router.example ready        | 0 | one  | a sound one, to show that the table can fail
            EHLO   | 550 5.7.1 who are you           | 7 | many | and HELO too
            MAIL   | 554 5.7.1 access denied         | 7 | many | it does not know our addresses
            MAIL   | 550 no                          | 7 | many | without a code
            RCPT   | 554 5.7.1 relay access denied   | 7 | many | its own domain is missing in its settings
            RCPT   | 554 5.7.1 relay access denied   | 1 | one  | for a single message too
            RCPT   | 550 relay not permitted         | 7 | many | as Exim says it
            RCPT   | 550 Invalid recipient           | 7 | many | as OpenSMTPD says it
            RCPT   | 454 4.7.1 relay access denied   | 7 | many | as Postfix says it
            RCPT   | 550 5.1.1 no such user here     | 7 | many | another machine on its address
            RCPT   | 550 5.1.1 no such user here     | 3 | many | fewer recipients than make the host suspect
            RCPT   | 550 5.1.1 no such user here     | 9 | one  | all for one recipient
            RCPT   | 550 5.1.10 no such domain       | 1 | one  | the other code
            RCPT   | 550 5.1.2 bad domain            | 7 | many | a code that is not a user's
            DATA   | 554 5.7.1 no                    | 7 | many | after taking the recipients
            DOT    | 554 5.7.1 message refused       | 7 | many | its filter refuses everything
            DOT    | 550 5.1.1 no such user here     | 7 | many | it looks late
            """)
    void losesAndBouncesNothing(Moment at, String reply, int messages, String to, String why) throws Exception {
        try (ScriptedHost host = new ScriptedHost()) {
            boolean isSound = reply.startsWith("220");
            stage.anna(host);
            host.doing((moment, line, connection) ->
                    moment == at || at == Moment.EHLO && moment == Moment.HELO ? reply : null);
            List<String> texts = plant(messages, to.equals("one"));
            stage.started();
            stage.settle();
            for (int day = 0; day < 2; day++) {
                for (int look = 0; look < 4; look++) {
                    stage.clock.advance(TWENTY_MINUTES);
                    stage.turn();
                    stage.deliveries.requestRun(ANNA, Reason.SIGN_ON);
                    stage.settle();
                    stage.flush();
                }
                stage.clock.advance(Duration.ofHours(23));
            }
            assertEquals(isSound ? 0 : texts.size(), stage.waiting(), why);
            assertTrue(stage.spool.list(SystemMailbox.OUTGOING).isEmpty(), "nothing bounces: " + why);

            host.sound();
            stage.clock.advance(TWENTY_MINUTES);
            stage.turn();

            assertEquals(0, stage.waiting(), "mended, and the clock alone brings it up: " + why);
            assertEquals(texts, host.taken().stream().map(Taken::text).sorted().toList(), "all, once each: " + why);
        }
    }

    /** B12: another computer signs on with the login, with no mail server at the fixed address. */
    @Test
    void anotherComputerWithoutAMailServerChangesNothing() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.58"))) {
            nobody = (InetSocketAddress) once.getLocalSocketAddress();
        }
        stage.customer(ANNA, nobody);
        List<String> texts = plant(3, false);
        for (int signOn = 0; signOn < 10; signOn++) {
            stage.deliveries.requestRun(ANNA, Reason.SIGN_ON);
            stage.settle();
            stage.clock.advance(Duration.ofHours(1));
        }
        assertEquals(3, stage.waiting(), "kept");
        assertTrue(stage.spool.list(SystemMailbox.OUTGOING).isEmpty(), "and nobody is told of it");
        String words = stage.flush().words(); // the state may be that of a dial again that has just begun
        assertTrue(words.startsWith("connect"), words);

        try (ScriptedHost host = ScriptedHost.at(nobody)) { // the customer's own comes back
            stage.deliveries.requestRun(ANNA, Reason.SIGN_ON);
            stage.settle();
            assertEquals(texts, host.taken().stream().map(Taken::text).toList());
        }
    }
}
