// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Does to the Maildirs what a POP3 server does at each login: all that lies in new/ is moved on to cur/. */
final class PopMover implements Runnable {

    private final Path accounts;
    private final Runnable beforeEach;
    private volatile boolean ending;

    /** @param beforeEach done before each move */
    PopMover(Path spool, Runnable beforeEach) {
        this.accounts = spool.resolve("accounts");
        this.beforeEach = beforeEach;
    }

    /** The move under way is the last. */
    void end() {
        ending = true;
    }

    Thread start() {
        return Thread.ofPlatform().name("pop3").start(this);
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                for (Path account : list(accounts)) {
                    for (Path file : list(account.resolve("new"))) {
                        move(file, account.resolve("cur").resolve(file.getFileName() + ":2,"));
                    }
                }
                Thread.onSpinWait();
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void move(Path from, Path to) throws IOException {
        beforeEach.run();
        try {
            Files.move(from, to);
        } catch (NoSuchFileException removed) {
            // Its owner was faster.
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return StreamSupport.stream(files.spliterator(), false).toList();
        } catch (NoSuchFileException notMadeYet) {
            return List.of();
        }
    }
}
