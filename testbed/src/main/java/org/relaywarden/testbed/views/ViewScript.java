// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.relaywarden.testbed.netlab.Command;

/** {@code private-view.sh}, which travels inside this jar, unpacked once per JVM. */
final class ViewScript {
    private static final byte[] TEXT = text();
    private static final Path FILE = unpacked();

    private ViewScript() {}

    /** Runs one verb of the script; its usage stands at its top. */
    static Command command(String... words) {
        return Command.of(words).behind(List.of("bash", FILE.toString()));
    }

    /** The words that become a program inside a view of the image. */
    static List<String> run(Path image, String hostName, String address, List<String> binds, List<String> program) {
        var words = new ArrayList<>(List.of("bash", FILE.toString(), "run", image.toString(), hostName, address));
        words.addAll(binds);
        words.add("--");
        words.addAll(program);
        return words;
    }

    /** Eight hexadecimal digits that differ when the script does, or any of these facts. */
    static String fingerprint(String... facts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(TEXT);
            digest.update(String.join("\n", facts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] text() {
        try (InputStream resource = ViewScript.class.getResourceAsStream("private-view.sh")) {
            return Objects.requireNonNull(resource, "private-view.sh is missing from the jar of testbed").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked() {
        try {
            Path file = Files.createTempFile("private-view-", ".sh");
            file.toFile().deleteOnExit();
            return Files.write(file, TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
