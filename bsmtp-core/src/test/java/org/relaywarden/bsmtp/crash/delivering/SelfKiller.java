// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.disk.WatchedDoor;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/** Ends this process when a point is passed for the n-th time; it sees the disk and the journal. */
final class SelfKiller {

    private static final Path BOUNCES = Path.of(SystemMailbox.OUTGOING.folder(), "new");

    private final DeliveryPoint point;
    private final AtomicInteger passingsLeft;

    SelfKiller(DeliveryPoint point, int passing) {
        this.point = point;
        this.passingsLeft = new AtomicInteger(passing);
    }

    private void passed(DeliveryPoint here) {
        if (here == point && passingsLeft.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(point.exitCode());
        }
    }

    FileSystemDoor door() {
        return new WatchedDoor(new RealFileSystem()) {
            @Override
            protected boolean before(Change change, Path path) {
                // In tmp/ lies only what was never promised.
                if (change == Change.DELETE && !path.getParent().endsWith("tmp")) {
                    passed(DeliveryPoint.C12_NOT_REMOVED);
                }
                return true;
            }

            @Override
            protected void after(Change change, Path path) {
                if (change == Change.FORCE_FOLDER && path.endsWith(BOUNCES)) {
                    passed(DeliveryPoint.C14_ORIGINAL_NOT_REMOVED);
                }
            }
        };
    }

    Journal journal() {
        return new Journal() {
            @Override
            public void fact(String id, String fact, Map<String, ?> fields) {
                if (fact.equals("partly-delivered")) { // said when the note is on the disk
                    passed(DeliveryPoint.C13_NOTE_HALF_WRITTEN);
                }
                if (fact.equals("faulted")) { // or one that does not die would not say why
                    System.err.println(id + " " + fields);
                }
            }

            @Override
            public void count(Counter counter) {
                // Nobody asks.
            }

            @Override
            public long counted(Counter counter) {
                return 0;
            }
        };
    }
}
