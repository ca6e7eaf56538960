// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Puts a page into its place in one step: who looks meanwhile sees the old one or the new one, whole. */
final class PageFile {

    private PageFile() {}

    static Path replace(Path folder, String name, String text) throws IOException {
        Path page = folder.resolve(name);
        // A name of its own for each writer; the rights are those of any file that this process makes.
        Path temporary = folder.resolve("." + name + "-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            return Files.move(temporary, page, ATOMIC_MOVE);
        } catch (IOException e) {
            removed(temporary, e);
            throw new IOException(
                    "can't write the report " + page + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); check that its folder exists, may be written to, and has room",
                    e);
        }
    }

    private static void removed(Path temporary, IOException because) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
