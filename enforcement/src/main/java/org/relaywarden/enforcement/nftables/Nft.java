// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.relaywarden.bsmtp.journal.Visible;

/** Calls the command nft: an array of words that no shell reads, a deadline, and an end to what it may say. */
final class Nft {

    /** A set of 100,000 elements is about 12 MB. */
    private static final int OUTPUT_BYTES_MAX = 64 << 20;

    private static final int ERRORS_BYTES_MAX = 16 << 10;
    private static final int SHOWN_CHARACTERS_MAX = 400;

    /** How one call ended. */
    sealed interface Answer {

        /** It went well. */
        record Done(String output) implements Answer {}

        /** It did not; nothing was changed, for a batch takes effect as a whole. {@code why} is for the operator. */
        record Failed(String why) implements Answer {}

        /** No answer in time: whether something was changed is not known. */
        record TimedOut(String why) implements Answer {}
    }

    private final List<String> command;
    private final Duration deadline;

    Nft(List<String> command, Duration deadline) {
        this.command = List.copyOf(command);
        this.deadline = deadline;
    }

    /** The words, for messages. */
    String words() {
        return '"' + String.join(" ", command) + '"';
    }

    Answer list(String... what) {
        List<String> arguments = new ArrayList<>(List.of("-j", "-n", "list"));
        arguments.addAll(List.of(what));
        return call(arguments, "");
    }

    Answer change(Batch batch) {
        return call(List.of("-j", "-f", "-"), batch.toString());
    }

    private Answer call(List<String> arguments, String input) {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("LC_ALL", "C"); // the same words for the same fault
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            return new Answer.Failed(words() + " can't be started: "
                    + shown(String.valueOf(missing.getMessage()).strip())
                    + ". Install nftables, or mend enforcement.nftables.command.");
        }
        // Never waited for without end: a stray grandchild may keep a pipe open for ever.
        var errors = CompletableFuture.supplyAsync(
                () -> kept(process.getErrorStream(), ERRORS_BYTES_MAX), Thread::startVirtualThread);
        var output = CompletableFuture.supplyAsync(
                () -> kept(process.getInputStream(), OUTPUT_BYTES_MAX), Thread::startVirtualThread);
        var written = CompletableFuture.runAsync(
                () -> write(process.getOutputStream(), input), Thread::startVirtualThread);
        try {
            return await(process, CompletableFuture.allOf(errors, output, written)
                    .thenApply(_ -> new Said(output.join(), errors.join())));
        } finally {
            end(process);
        }
    }

    private record Kept(String text, boolean wasMore) {}

    private record Said(Kept output, Kept errors) {}

    private Answer await(Process process, CompletableFuture<Said> saying) {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            Said said = saying.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return timedOut();
            }
            return answer(process.exitValue(), said);
        } catch (TimeoutException hanging) {
            return timedOut();
        } catch (ExecutionException broken) {
            return new Answer.TimedOut(
                    words() + " could not be read: " + shown(String.valueOf(broken.getCause())) + ".");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.TimedOut(words() + " was given up, for the program stops.");
        }
    }

    private Answer timedOut() {
        return new Answer.TimedOut(words() + " gave no answer within " + deadline.toMillis() / 1000.0
                + " s and was ended. See whether the router answers, and call it by hand.");
    }

    private Answer answer(int exitCode, Said said) {
        if (said.output().wasMore()) {
            return new Answer.Failed(words() + " said more than " + (OUTPUT_BYTES_MAX >> 20)
                    + " MiB. Look at the table with: nft list table inet " + Structure.TABLE + ".");
        }
        if (exitCode == 0) {
            return new Answer.Done(said.output().text());
        }
        String errors = said.errors().text().strip();
        return new Answer.Failed(words() + " failed (exit code " + exitCode + "): "
                + (errors.isEmpty() ? "it gave no reason" : shown(firstLines(errors)))
                + ". " + remedy(errors));
    }

    private static String remedy(String errors) {
        return errors.contains("Operation not permitted")
                ? "It needs CAP_NET_ADMIN: see docs/nftables.md."
                : "Call it by hand to see more, and mend it or enforcement.nftables.command.";
    }

    /** nft repeats the faulty command below its message, with a row of carets. */
    private static String firstLines(String errors) {
        return String.join(" / ", errors.lines().filter(line -> !line.isBlank()).limit(2).toList());
    }

    static String shown(String text) {
        return Visible.of(text, SHOWN_CHARACTERS_MAX);
    }

    private static Kept kept(InputStream stream, int bytesMax) {
        try (stream) {
            String text = new String(stream.readNBytes(bytesMax), StandardCharsets.UTF_8);
            return new Kept(text, stream.transferTo(OutputStream.nullOutputStream()) > 0);
        } catch (IOException closed) {
            return new Kept("", false); // the process was ended meanwhile; its exit code or the deadline tells
        }
    }

    private static void write(OutputStream stream, String input) {
        try (stream) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // It ended before it read all: its exit code and its words say why.
        }
    }

    /** With what it started: a wrapper such as sudo leaves its child behind. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
