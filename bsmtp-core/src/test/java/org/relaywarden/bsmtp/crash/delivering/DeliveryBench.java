// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.nio.file.Path;

/** What {@code bench/crash --delivering} runs. */
final class DeliveryBench {

    private static final int TOLD_EVERY = 25;

    private DeliveryBench() {}

    /** Rounds, seed, and a folder that is empty. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        System.out.printf("%d rounds, seed %d%n", rounds, seed);
        DeliveryRounds.Report report;
        try {
            report = new DeliveryRounds(Path.of(arguments[2]), seed).run(rounds, done -> {
                if (done % TOLD_EVERY == 0) {
                    System.out.printf("%d rounds done%n", done);
                }
            });
        } catch (AssertionError broken) {
            System.out.println("BROKEN: " + broken.getMessage());
            System.exit(1);
            return;
        }
        report.hit().forEach((point, times) -> System.out.printf("  %-22s %5d%n", point, times));
        System.out.printf("%d mails promised, none lost, none damaged; %d copies came twice, each because the host's"
                + " answer was not heard; %d bounces, none twice; %d notes cut%n",
                report.promised(), report.twice(), report.bounces(), report.notesCut());
        System.out.printf("%.1f s%n", report.took().toMillis() / 1000.0);
    }
}
