// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.views.FolderTree;
import org.relaywarden.testbed.views.ServerImage;

/**
 * The data folder of a MariaDB server that nobody used yet, made once for each version of the server and kept beside the mail
 * servers' images: to copy it takes a tenth of a second, to make it several. Who runs us is its only administrator, by the
 * socket and without a password.
 */
final class MariaDbTemplate {
    private static final Duration MAKE_LIMIT = Duration.ofMinutes(2);
    /** File locks are held by the JVM, not by the thread: threads of this one need a lock of their own. */
    private static final ReentrantLock ONE_THREAD = new ReentrantLock();

    private MariaDbTemplate() {}

    /** The words that say for whom the server works: as root it wants to be told, and else it may not be. */
    static List<String> asUser() {
        return Requirements.isRoot() ? List.of("--user=root") : List.of();
    }

    /** Puts a fresh data folder at this place, which does not exist yet. */
    static void copyTo(Path place) {
        Path template = ready();
        // cp, because it copies the holes of InnoDB's files as holes.
        Command.of("cp", "-a", "--sparse=always", template.toString(), place.toString()).run().orThrow();
    }

    private static Path ready() {
        Path folder = ServerImage.folder();
        ONE_THREAD.lock();
        try (FileChannel file = FileChannel.open(
                        folder.resolve("mariadb-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            String version = Command.of(Requirements.place("mariadbd").toString(), "--version").run().orThrow().output();
            String name = "mariadb-data-" + ServerImage.fingerprint(version, System.getProperty("user.name"));
            Path place = folder.resolve(name);
            if (!Files.isDirectory(place)) {
                make(place);
            }
            return place;
        } catch (IOException e) {
            throw new LabFailure(folder + ": no data folder for MariaDB can be made in it: " + e.getMessage(), e);
        } finally {
            ONE_THREAD.unlock();
        }
    }

    /** Made beside its place and moved there when it is whole. */
    private static void make(Path place) throws IOException {
        Path site = place.resolveSibling(place.getFileName() + ".unfinished");
        FolderTree.delete(site);
        var words = new ArrayList<>(List.of(
                Requirements.place("mariadb-install-db").toString(),
                "--no-defaults",
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=" + System.getProperty("user.name"),
                "--skip-test-db",
                "--skip-name-resolve",
                "--innodb-log-file-size=8M",
                "--datadir=" + site));
        words.addAll(asUser());
        Command.of(words).with(Requirements.PATH).within(MAKE_LIMIT).run().orThrow();
        Files.move(site, place, StandardCopyOption.ATOMIC_MOVE);
    }
}
