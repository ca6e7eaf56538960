// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.relaywarden.testbed.netlab.LabHost;

/** A real mail server that runs on a host of the lab until it is closed. Safe for use by several threads. */
public sealed interface MailServer extends AutoCloseable permits ServerInView {
    /** Where it runs. */
    LabHost host();

    /** What it is: its name and the version of its Debian package. */
    String program();

    /** Its own log, growing while it runs. */
    Path mailLog();

    /** Its queue as the program itself shows it. */
    String queue();

    /** The mail that it delivered for its own domains, one file each in the program's own form, oldest first. */
    List<Path> delivered();

    /**
     * Waits until that much mail was delivered for its own domains.
     *
     * @return what {@link #delivered} gives then
     * @throws org.relaywarden.testbed.netlab.LabFailure when the time ends before, with the end of the log
     */
    List<Path> awaitDelivered(int count, Duration limit);

    /**
     * Waits until a line of its log holds these words.
     *
     * @throws org.relaywarden.testbed.netlab.LabFailure when the time ends before, with the end of the log
     */
    void awaitLogged(String words, Duration limit);

    /** Stops all its processes, by their pids; a second call does nothing. Its folder stays, for a look at the log. */
    @Override
    void close();
}
