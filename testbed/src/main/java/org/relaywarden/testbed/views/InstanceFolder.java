// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import org.relaywarden.testbed.netlab.LabFailure;

/**
 * What of an instance can be seen from outside its view: its configuration, its logs, and the mail that it took for itself.
 *
 * @param root the instance's folder; only root can look in
 */
public record InstanceFolder(Path root) {
    /** Whom delivered mail belongs to, in the view: {@code nobody}. */
    public static final int NOBODY = 65534;

    /** Makes one in an existing folder; its name begins with this one. */
    public static InstanceFolder make(Path parent, String name) {
        try {
            var made = new InstanceFolder(Files.createTempDirectory(parent.toRealPath(), name + "-"));
            Files.createDirectory(made.configuration());
            Files.createDirectory(made.logs());
            Files.createDirectories(made.mail().resolve("everyone"));
            // The servers write as users whose numbers only the image knows; nobody else gets as far as here.
            var anybody = PosixFilePermissions.fromString("rwxrwxrwx");
            Files.setPosixFilePermissions(made.configuration(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(made.logs(), anybody);
            Files.setPosixFilePermissions(made.mail(), anybody);
            Files.setPosixFilePermissions(made.mail().resolve("everyone"), anybody);
            return made;
        } catch (IOException e) {
            throw new LabFailure(parent + ": no folder for " + name + " can be made in it: " + e.getMessage(), e);
        }
    }

    /** What the program is told. */
    public Path configuration() {
        return root.resolve("configuration");
    }

    /** What it says. */
    public Path logs() {
        return root.resolve("log");
    }

    /** What it delivers. */
    public Path mail() {
        return root.resolve("mail");
    }

    /** Puts a configuration file in place in one step, so that a running server never reads half of it. */
    public void write(String name, List<String> lines) {
        try {
            Path half = configuration().resolve(name + ".new");
            Files.write(half, lines, StandardCharsets.US_ASCII);
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(half, configuration().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LabFailure(root + ": can't write " + name + ": " + e.getMessage(), e);
        }
    }

    /** The files of the Maildir, oldest first. */
    public List<Path> delivered() {
        return PrivateView.files(mail().resolve("everyone").resolve("new")).stream()
                .sorted(Comparator.comparing(InstanceFolder::written).thenComparing(Path::toString))
                .toList();
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new LabFailure(file + ": gone while it was looked at", e);
        }
    }
}
