// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.PrivateView;

/**
 * Postfix's {@code smtp-sink}, which takes everything and keeps nothing, on one port of all addresses of a host. It writes
 * how many messages it has taken whenever it has got a final dot.
 */
final class CountingSink implements AutoCloseable {

    static final int PORT = 2599;

    private static final int CONNECTIONS_MAX = 1_000;
    private static final Pattern COUNTERS = Pattern.compile("mesg=(\\d+)[^\\r]*\\r");
    private static final int TAIL_BYTES = 200;
    private static final int LOOKS_EVERY_MILLIS = 2;
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final Path counters;

    private CountingSink(Process process, Path counters) {
        this.process = process;
        this.counters = counters;
    }

    /** Starts one out of a private view of Postfix, on its host; it listens when this returns. */
    static CountingSink start(PrivateView view, Path folder) {
        Path counters = folder.resolve("smtp-sink.counters");
        LabHost host = view.host();
        Process process = host.start(
                List.of("nsenter", "--mount", "--uts", "--root", "--wd=/", "--target", Long.toString(view.pid()), "--",
                        "smtp-sink", "-4", "-c", "-m", Integer.toString(CONNECTIONS_MAX), "-u", "nobody",
                        "0.0.0.0:" + PORT, Integer.toString(CONNECTIONS_MAX)),
                Map.of(), counters);
        PrivateView.await(process, folder, () -> view.listens(List.of(PORT)), STARTED_WITHIN, "listen");
        return new CountingSink(process, counters);
    }

    /** The messages so far. */
    long taken() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(counters.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            Matcher matcher = COUNTERS.matcher(new String(tail, StandardCharsets.US_ASCII));
            long last = 0;
            while (matcher.find()) {
                last = Long.parseLong(matcher.group(1));
            }
            return last;
        }
    }

    /** When it had so many in all, to some milliseconds. */
    Instant reached(long count, Duration within) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(within);
        while (taken() < count) {
            if (process.waitFor(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LabFailure("smtp-sink ended: " + PrivateView.text(counters));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new LabFailure(taken() + " of " + count + " messages came within " + within);
            }
        }
        return Instant.now();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
