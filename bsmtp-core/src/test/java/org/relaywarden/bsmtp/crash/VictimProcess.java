// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link Victim} in a Java of its own, started ahead of its time. */
final class VictimProcess implements AutoCloseable {

    private static final long DIES_WITHIN_SECONDS = 30;

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    /** @param classes how it finds them fast */
    VictimProcess(Path folder, Path jar, String classes) throws IOException {
        errors = Files.createTempFile(folder, "victim-", ".err");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData",
                        "-Dslf4j.internal.verbosity=ERROR", classes, "-jar", jar.toString())
                .redirectError(errors.toFile())
                .start();
        out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    /** Lets it work, to die at this point. */
    InetSocketAddress work(KillPoint point, int passing, Path spool) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(point + " " + passing + " " + spool + "\n").flush();
        String port = out.readLine();
        if (port == null) {
            throw new AssertionError("it did not start: " + Files.readString(errors));
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    /** Tells it that nobody needs it any more, and waits till it is gone. */
    void endByItself() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        process.onExit().join();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGKILL, when this time is over. */
    void killAfter(Duration wait) throws InterruptedException {
        if (!process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** The exit code, and nothing on standard error. */
    int died() throws IOException, InterruptedException {
        if (!process.waitFor(DIES_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still alive: " + Files.readString(errors));
        }
        String said = Files.readString(errors);
        if (!said.isBlank()) {
            throw new AssertionError("it had to say: " + said);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(errors);
    }
}
