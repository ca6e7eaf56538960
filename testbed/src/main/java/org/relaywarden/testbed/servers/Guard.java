// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.relaywarden.testbed.netlab.LabFailure;

/** Ends a server with this JVM, however that ends. */
public final class Guard {
    private Guard() {}

    /**
     * A JVM that is killed closes its ends of all pipes; whoever reads one sees that, and then ends the server.
     *
     * @param signal by its name, without {@code SIG}
     * @return the guard, to be ended before the server is: one that lives longer would end whoever gets the pid next
     */
    public static Process over(Process program, String signal) {
        return over(program.toHandle(), signal);
    }

    /** The same for a server of which only the handle is known. */
    public static Process over(ProcessHandle program, String signal) {
        try {
            return new ProcessBuilder(
                            "sh", "-c", "read -r _; kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(program.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            program.destroyForcibly();
            throw new LabFailure("no guard for the server with pid " + program.pid() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Ends a server and its guard; a second call does nothing.
     *
     * @param kindly how long it may take to end by itself; zero kills it at once
     */
    public static void end(Process guard, Process program, Duration kindly) {
        try {
            // First, for a guard that lives longer would kill whoever gets the pid next.
            guard.destroyForcibly().waitFor();
            if (kindly.isPositive()) {
                program.destroy();
                program.waitFor(kindly.toMillis(), TimeUnit.MILLISECONDS);
            }
            program.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            program.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
