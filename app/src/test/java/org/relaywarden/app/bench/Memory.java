// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.views.PrivateView;

/** What a process has, by the kernel's books: kilobytes. */
record Memory(long proportional, long alone) {

    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    /** Of all these processes. A page that several share counts for each with its part, or, alone, not at all. */
    static Memory of(List<Long> pids) {
        long proportional = 0;
        long alone = 0;
        for (long pid : pids) {
            String books = PrivateView.text(Path.of("/proc/" + pid + "/smaps_rollup"));
            proportional += line(books, "Pss:");
            alone += line(books, "Private_Clean:") + line(books, "Private_Dirty:");
        }
        return new Memory(proportional, alone);
    }

    private static long line(String books, String name) {
        return books.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** What lives on the heap of a JVM, once its garbage is gone. */
    static long heapAfterCollection(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Command.of(jcmd, Long.toString(pid), "GC.run").run().orThrow();
        String told = Command.of(jcmd, Long.toString(pid), "GC.heap_info").run().orThrow().output();
        Matcher used = HEAP_USED.matcher(told);
        if (!used.find()) {
            throw new AssertionError(told);
        }
        return Long.parseLong(used.group(1));
    }
}
