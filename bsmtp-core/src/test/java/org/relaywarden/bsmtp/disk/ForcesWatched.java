// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Notes which lines of the program force something to disk, and leaves out what one of them forces. */
public final class ForcesWatched extends WatchedDoor {

    /** What stands between the line that wants it and the disk. */
    private static final Set<String> PASSES_ON = Set.of("MaildirFolders.force");

    private final Set<String> lines = new TreeSet<>();
    private final Optional<String> leftOut;

    /** @param leftOut the line whose forces are not made; empty: all are made */
    public ForcesWatched(FileSystemDoor door, Optional<String> leftOut) {
        super(door);
        this.leftOut = leftOut;
    }

    /** Every line that was met so far, as {@code Class.method:line}. */
    public Set<String> lines() {
        return lines;
    }

    @Override
    protected boolean before(Change change, Path path) {
        if (change != Change.FORCE && change != Change.FORCE_FOLDER) {
            return true;
        }
        String line = StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> !frame.getClassName().startsWith(FileSystemDoor.class.getPackageName() + "."))
                .filter(frame -> !frame.getClassName().contains(".crash."))
                .filter(frame -> !PASSES_ON.contains(method(frame)))
                .findFirst()
                .map(frame -> method(frame) + ":" + frame.getLineNumber())
                .orElseThrow());
        lines.add(line);
        return !leftOut.filter(line::equals).isPresent();
    }

    private static String method(StackWalker.StackFrame frame) {
        return frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }
}
