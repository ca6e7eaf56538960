// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.nio.file.Path;
import java.util.Map;

/** What {@code bench/crash} runs. */
final class KillBench {

    private static final int TOLD_EVERY = 25;

    private KillBench() {}

    /** Rounds, seed, and a folder that is empty. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        System.out.printf("%d rounds, seed %d%n", rounds, seed);
        KillRounds.Report report;
        try {
            report = new KillRounds(Path.of(arguments[2]), seed).run(rounds, done -> {
                if (done % TOLD_EVERY == 0) {
                    System.out.printf("%d rounds done%n", done);
                }
            });
        } catch (AssertionError broken) {
            System.out.println("BROKEN: " + broken.getMessage());
            System.exit(1);
            return;
        }
        for (Map.Entry<KillPoint, Integer> point : report.hit().entrySet()) {
            System.out.printf("  %-22s %5d%n", point.getKey(), point.getValue());
        }
        System.out.printf("%d mails promised, none lost, none damaged, %d copies found and taken off%n",
                report.promised(), report.found());
        System.out.printf("%d left without an answer and sent again, %d of their copies are there twice%n",
                report.unanswered(), report.duplicates());
        System.out.printf("%.1f s%n", report.took().toMillis() / 1000.0);
    }
}
