// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What the disk gives at best: threads that make, write, force and rename a file, and force its folder. No network. */
final class BareThreads {

    private final Path folder;

    BareThreads(Path folder) {
        this.folder = folder;
    }

    /** Each thread in a mailbox of its own, as each connection sends to one. */
    void take(int threads, int mailsEach, int bytes) throws IOException, InterruptedException, ExecutionException {
        for (int i = 0; i < threads; i++) {
            Files.createDirectories(folder.resolve(i + "/tmp"));
            Files.createDirectories(folder.resolve(i + "/new"));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Path mailbox = folder.resolve(String.valueOf(i));
                runs.add(executor.submit(() -> {
                    for (int mail = 0; mail < mailsEach; mail++) {
                        one(mailbox, "mail-" + mail, bytes);
                    }
                    return mailbox;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    private static void one(Path mailbox, String name, int bytes) throws IOException {
        Path temporary = mailbox.resolve("tmp").resolve(name);
        try (FileChannel file =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(new byte[bytes]);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        Files.move(temporary, mailbox.resolve("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(mailbox.resolve("new"), StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** The files that are there. */
    List<Path> taken() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
