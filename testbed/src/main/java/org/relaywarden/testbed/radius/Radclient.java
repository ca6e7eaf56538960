// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.radius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.servers.Requirements;

/** FreeRADIUS's {@code radclient}: says what access servers say. Immutable; one call after the other. */
public final class Radclient {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern ANSWERED = Pattern.compile("Accepted\\s*:\\s*(\\d+)");
    private static final Pattern LOST = Pattern.compile("Lost\\s*:\\s*(\\d+)");

    private final Path folder;
    private final String server;
    private final String secret;

    /**
     * What came of the packets.
     *
     * @param answered how many got an answer that fits
     * @param lost tries that got none; in a storm also answers to what was sent twice
     */
    public record Summary(int answered, int lost) {}

    /**
     * One that knows the server and the secret.
     *
     * @param folder for its files, which hold the secret
     * @param server an address and a port
     */
    public Radclient(Path folder, String server, String secret) {
        this.folder = folder;
        this.server = server;
        this.secret = secret;
    }

    /**
     * Sends accounting requests.
     *
     * @param packets each with its attributes as FreeRADIUS writes them, such as {@code User-Name = "ann"}, separated by
     *     commas
     * @param atOnce how many wait for their answer at the same time
     * @param tries how often each is sent, a second apart
     */
    public Summary account(List<String> packets, int atOnce, int tries) {
        try {
            Path file = write("packets", String.join("\n\n", packets) + "\n");
            Path key = write("secret", secret + "\n");
            String told = Command.of(
                            Requirements.place("radclient").toString(),
                            "-s",
                            "-q",
                            "-p", Integer.toString(atOnce),
                            "-r", Integer.toString(tries),
                            "-t", "1",
                            "-S", key.toString(),
                            "-f", file.toString(),
                            server,
                            "acct")
                    .within(LIMIT)
                    .run()
                    .output();
            return new Summary(number(ANSWERED, told), number(LOST, told));
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    private Path write(String prefix, String text) throws IOException {
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(Files.createTempFile(folder, prefix, "", onlyOwner), text);
    }

    private static int number(Pattern pattern, String told) {
        Matcher found = pattern.matcher(told);
        if (!found.find()) {
            throw new IllegalStateException("radclient said no summary: " + told);
        }
        return Integer.parseInt(found.group(1));
    }
}
