// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.onward.OnwardStage.BOB;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.spool.SpoolException;

/** Customers' mail on its way while something of ours fails, or a reply is lost: twice at most, and never lost. */
@Timeout(120)
class OnwardFaultsTest {

    @AutoClose
    private OnwardStage stage;

    private ScriptedHost host;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        stage = new OnwardStage(folder, OnwardStage.PATIENT);
        host = stage.host;
    }

    /** Which way a mail goes is a question to the books: without them it waits, and nothing is noted as lost. */
    @Test
    void whileTheBooksAreAwayMailWaits() throws Exception {
        stage.customers.closed(true);
        stage.mail(BOB, "x@anna.example");
        stage.settle();
        assertEquals(0, host.taken().size());
        stage.later(Duration.ofMinutes(1));
        assertEquals(1, stage.waiting());
        stage.customers.closed(false);
        stage.later(Duration.ofMinutes(1));
        assertEquals(1, host.taken().size());
        assertEquals(1, stage.toAnna().size());
        assertEquals(0, stage.waiting());
    }

    /** RFC 1047: in doubt, twice; and never lost. */
    @Test
    void aLostReplyToTheDotMeansOnceMore() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.DOT ? ScriptedHost.TAKE_AND_DROP : null);
        stage.mail(BOB);
        stage.settle();
        assertEquals(1, stage.waiting());
        host.sound();
        stage.later(Duration.ofMinutes(5));
        assertEquals(2, host.taken().size());
        assertEquals(0, stage.waiting());
        assertEquals(1, stage.journal.counted(OnwardCounter.UNCERTAIN));
    }

    /**
     * Each call of the disk in turn fails, or is the last one before a crash: who has it, or was told, is never fewer than
     * those who were promised it.
     */
    @ParameterizedTest(name = "and all behind it: {0}")
    @CsvSource({"false", "true"})
    void neitherMailNorBounceIsLostWhenTheDiskFails(boolean crash) throws Exception {
        host.doing((moment, line, connection) ->
                moment == Moment.RCPT && line.contains("<no@") ? "550 5.1.1 no such user" : null);
        stage.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        assertTrue(wasTaken());
        stage.settle();
        int calls = stage.door.calls().size();
        assertEquals(1, stage.toAnna().size());
        for (int call = 1; call <= calls; call++) {
            int told = stage.toAnna().size();
            int got = host.taken().size();
            if (crash) {
                stage.door.failFrom(call, FaultyFileSystem.Fault.INPUT_OUTPUT);
            } else {
                stage.door.failAt(call, FaultyFileSystem.Fault.NO_SPACE);
            }
            boolean taken = wasTaken();
            stage.settle();
            stage.door.heal();
            stage.startAgain();
            assertTrue(!taken || stage.toAnna().size() > told, "call " + call + ": the sender is not told");
            assertTrue(!taken || host.taken().size() > got, "call " + call + ": the mail is lost");
            assertEquals(0, stage.waiting(), "call " + call);
        }
    }

    private boolean wasTaken() {
        try {
            stage.mail(BOB, "no@far.example");
            return true;
        } catch (SpoolException refused) {
            return false;
        }
    }

    @Test
    void whatCantBeTakenOffTheDiskIsNotSentAgain() throws Exception {
        stage.mail(BOB); // the first one makes folders
        stage.settle();
        stage.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        stage.mail(BOB);
        stage.settle();
        int calls = stage.door.calls().size();
        assertEquals("delete", stage.door.calls().get(calls - 2).what());
        stage.door.failAt(calls - 1, FaultyFileSystem.Fault.INPUT_OUTPUT);
        stage.mail(BOB);
        stage.settle();
        stage.door.heal();
        assertEquals(1, stage.spool.list(SystemMailbox.SMARTHOST).size());
        stage.later(Duration.ofMinutes(1));
        assertEquals(0, stage.spool.list(SystemMailbox.SMARTHOST).size());
        assertEquals(3, host.taken().size(), "and each was sent once");
    }
}
