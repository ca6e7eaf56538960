// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.disk.WatchedDoor;

/** The real file system, and the end of this process when a point is passed for the n-th time. */
final class KillingDoor extends WatchedDoor {

    private final KillPoint point;
    private final AtomicInteger passingsLeft;
    /** Of the mail that this thread is committing: the folders whose new name was not forced yet. */
    private final ThreadLocal<Set<Path>> named = ThreadLocal.withInitial(HashSet::new);

    private final ThreadLocal<Boolean> halfWritten = ThreadLocal.withInitial(() -> false);

    KillingDoor(KillPoint point, int passing) {
        super(new RealFileSystem());
        this.point = point;
        this.passingsLeft = new AtomicInteger(passing);
    }

    private void passed(KillPoint here) {
        if (here == point && passingsLeft.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(point.exitCode());
        }
    }

    private static boolean isNew(Path folder) {
        return folder.endsWith("new");
    }

    @Override
    protected boolean before(Change change, Path path) {
        switch (change) {
            case FORCE -> passed(KillPoint.C3_NOT_FORCED);
            case RENAME -> {
                passed(named.get().isEmpty() ? KillPoint.C4_NOT_NAMED : KillPoint.C8_BETWEEN_ACCOUNTS);
                named.get().add(path.getParent());
            }
            case FORCE_FOLDER -> {
                if (isNew(path)) {
                    passed(KillPoint.C5_FOLDER_NOT_FORCED);
                }
            }
            case CREATE, WRITE, CLOSE, CREATE_FOLDER, DELETE -> { }
        }
        return true;
    }

    @Override
    protected void after(Change change, Path path) {
        switch (change) {
            case CREATE -> passed(KillPoint.C1_FILE_MADE);
            case WRITE -> {
                if (halfWritten.get()) {
                    passed(KillPoint.C2_HALF_WRITTEN);
                }
            }
            case FORCE_FOLDER -> {
                if (isNew(path) && named.get().remove(path)) {
                    passed(named.get().isEmpty() ? KillPoint.C6_NOT_ANSWERED : KillPoint.C8_BETWEEN_ACCOUNTS);
                }
            }
            case FORCE, CLOSE, RENAME, CREATE_FOLDER, DELETE -> { }
        }
    }

    @Override
    protected int writeAtOnce(Path path, long position, int bytes) {
        boolean half = point == KillPoint.C2_HALF_WRITTEN && bytes > 1;
        halfWritten.set(half);
        return half ? bytes / 2 : bytes;
    }
}
