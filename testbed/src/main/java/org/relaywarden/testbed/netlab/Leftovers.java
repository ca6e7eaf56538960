// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Namespaces of an earlier run that was killed: known by their name, which carries the pid of the run that made them. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Pattern OURS = Pattern.compile("rw-([0-9]{1,10})-[0-9]+-.*");

    private Leftovers() {}

    static String name(int sequence, String host) {
        return "rw-%d-%d-%s".formatted(ProcessHandle.current().pid(), sequence, host);
    }

    /** Stops and deletes what belongs to runs that live no more; a run that lives keeps what it has. */
    static void clean() {
        for (Namespace namespace : Namespace.all()) {
            Matcher ours = OURS.matcher(namespace.name());
            if (ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                LOG.info("namespace={} left by a run that was killed: stopped and deleted", namespace.name());
                namespace.delete();
            }
        }
    }
}
