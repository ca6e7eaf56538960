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

/** A process to be killed, in a Java of its own, started ahead of its time. */
public final class VictimProcess implements AutoCloseable {

    private static final long DIES_WITHIN_SECONDS = 150;

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    /** @param classes how it finds them fast */
    VictimProcess(Path folder, Path jar, String classes) throws IOException {
        errors = Files.createTempFile(folder, "victim-", ".err");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-XX:-UsePerfData", "-Xlog:disable",
                        "-Dslf4j.internal.verbosity=ERROR", classes, "-jar", jar.toString())
                .redirectError(errors.toFile())
                .start();
        out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    /** Lets it work, as its own kind of order says; answers where its intake listens. */
    public InetSocketAddress work(String order) throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ask(order)));
    }

    /** Gives it a line, and waits for the line that it answers. */
    public String ask(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line + "\n").flush();
        String answer = out.readLine();
        if (answer == null) {
            throw new AssertionError("it did not answer: " + Files.readString(errors));
        }
        return answer;
    }

    /** Tells it that nobody needs it any more, and waits till it is gone. */
    public void endByItself() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        process.onExit().join();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** SIGKILL, when this time is over. */
    public void killAfter(Duration wait) throws InterruptedException {
        if (!process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** The exit code, and nothing on standard error. */
    public int died() throws IOException, InterruptedException {
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
