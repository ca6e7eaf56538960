// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import static org.relaywarden.bsmtp.crash.CutStage.ANNA;
import static org.relaywarden.bsmtp.crash.CutStage.BERT;
import static org.relaywarden.bsmtp.crash.CutStage.FOLDER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaywarden.bsmtp.disk.FaultyFileSystem.Fault;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.SpoolException;

/** What is done to the spool while the power is on. Short ones: what may be left grows fast with their length. */
final class CutLoads {

    private static final int SMALL = 200;
    private static final int BLOCKS = 10_000;

    /** A load that is run once, or again and again with the next place of a failure in it. */
    interface Load {

        /**
         * Runs it on a stage of its own.
         *
         * @param place of the failure, from 0
         * @return whether there is a next place
         */
        boolean on(CutStage stage, int place) throws Exception;
    }

    private interface Once {
        void on(CutStage stage) throws Exception;
    }

    private CutLoads() {}

    private static Load once(Once load) {
        return (stage, place) -> {
            load.on(stage);
            return false;
        };
    }

    /** Each with what it is. */
    static Map<String, Load> all() {
        Map<String, Load> loads = new LinkedHashMap<>();
        loads.put("a mail for a fresh account", once(stage -> stage.take("first", SMALL, ANNA)));
        loads.put("one more mail, of some blocks", once(stage -> {
            stage.take("first", SMALL, ANNA);
            stage.take("second", BLOCKS, ANNA);
        }));
        loads.put("a mail for three mailboxes",
                once(stage -> stage.take("first", SMALL, ANNA, BERT, SystemMailbox.ABUSE)));
        loads.put("a mail that a filter rewrote", once(CutLoads::rewritten));
        loads.put("a mail that the program wrote", once(stage -> {
            stage.put("notice-1", ANNA);
            stage.put("notice-1", ANNA);
        }));
        loads.put("a mail that is removed", once(stage -> {
            StoredMail first = stage.take("first", SMALL, ANNA);
            stage.take("second", SMALL, ANNA);
            stage.remove(first, "first");
        }));
        loads.put("a mail that is removed behind a POP3 login", once(CutLoads::removedBehindPopLogin));
        loads.put("mails that are taken off, and forced together", once(CutLoads::takenOff));
        loads.put("a damaged file", once(stage -> {
            stage.take("first", SMALL, ANNA);
            stage.plantDamaged("damaged-1", (Mailbox.Account) ANNA);
            stage.findDamaged("damaged-1", ANNA);
        }));
        loads.put("two mails at a time", once(CutLoads::twoAtATime));
        loads.put("a mail that is given up", once(stage -> {
            stage.begin("never", SMALL, ANNA, BERT).close();
            stage.take("first", SMALL, ANNA);
        }));
        loads.put("the folders are taken away under us", once(stage -> {
            stage.take("first", SMALL, ANNA);
            stage.removeByHand(FOLDER.resolve("accounts"));
            tried(stage, "second");
            stage.take("second", SMALL, ANNA);
        }));
        loads.put("killed before a change of a mail for two, and it is sent again", (stage, change) -> {
            boolean killed = stage.killedBefore(change, () -> stage.take("first", SMALL, ANNA, BERT));
            stage.take("first", SMALL, ANNA, BERT);
            return killed;
        });
        loads.put("killed before a change of a put, and it is put again", (stage, change) -> {
            boolean killed = stage.killedBefore(change, () -> stage.put("notice-1", ANNA));
            stage.put("notice-1", ANNA);
            return killed;
        });
        loads.put("a call fails, and the mail is sent again", failing(Fault.INPUT_OUTPUT));
        loads.put("a call is done and reported as failed, and the mail is sent again",
                failing(Fault.DONE_BUT_REPORTED));
        return loads;
    }

    private static Load failing(Fault fault) {
        return (stage, call) -> {
            stage.faults.failAt(call + 1, fault);
            tried(stage, "first");
            boolean failed = stage.faults.failures() > 0;
            stage.faults.heal();
            stage.take("first", SMALL, ANNA);
            return failed;
        };
    }

    /** Whether it went well or not: the sender sends again. */
    private static void tried(CutStage stage, String mail) {
        try {
            stage.take(mail, SMALL, ANNA);
        } catch (SpoolException refused) {
            // 451, nothing is promised.
        }
    }

    private static void twoAtATime(CutStage stage) throws Exception {
        try (Draft one = stage.begin("one", SMALL, ANNA); Draft other = stage.begin("other", SMALL, ANNA, BERT)) {
            stage.commit(other, "other");
            stage.commit(one, "one");
        }
    }

    /** The lines on top are the message's own: so the copies are the message again. */
    private static void rewritten(CutStage stage) throws Exception {
        int top = 10;
        try (Draft draft = stage.begin("first", SMALL, ANNA, SystemMailbox.ABUSE)) {
            draft.rewrite(List.of(CutStage.to(SystemMailbox.ABUSE)), List.of(CutStage.to(ANNA)),
                    draft.message().readNBytes(top), top);
            stage.commit(draft, "first");
        }
    }

    private static void takenOff(CutStage stage) throws Exception {
        StoredMail first = stage.take("first", SMALL, ANNA);
        stage.popLogin((Mailbox.Account) ANNA);
        StoredMail second = stage.take("second", SMALL, ANNA);
        stage.takeOff(first, "first");
        stage.takeOff(second, "second");
        stage.forceTakenOff((Mailbox.Account) ANNA, "first", "second");
    }

    private static void removedBehindPopLogin(CutStage stage) throws Exception {
        StoredMail first = stage.take("first", SMALL, ANNA);
        stage.popLogin((Mailbox.Account) ANNA);
        stage.take("second", SMALL, ANNA);
        stage.remove(first, "first");
    }
}
