// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes without Maven, for {@code bench/crash-mutants}: up to the first in which something fails. */
final class TestRun {

    private static final Pattern NAMES = Pattern.compile(".*\\.(\\w+)\\]/\\[[a-z-]+:(\\w+).*");

    private TestRun() {}

    /** Says what failed and exits with 1; exits with 0 when nothing did. */
    public static void main(String[] classes) {
        for (String testClass : classes) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(testClass))
                    .build(), listener);
            TestExecutionSummary summary = listener.getSummary();
            if (summary.getTestsStartedCount() == 0) {
                throw new AssertionError("no test in " + testClass);
            }
            if (!summary.getFailures().isEmpty()) {
                TestExecutionSummary.Failure first = summary.getFailures().getFirst();
                System.out.printf("FAILED %s (%d of %d): %s%n", name(first), summary.getTotalFailureCount(),
                        summary.getTestsStartedCount(),
                        String.valueOf(first.getException().getMessage()).lines().findFirst().orElse(""));
                System.exit(1);
            }
        }
        System.out.println("PASSED");
        System.exit(0);
    }

    private static String name(TestExecutionSummary.Failure failure) {
        String id = failure.getTestIdentifier().getUniqueId();
        Matcher names = NAMES.matcher(id);
        return names.matches() ? names.group(1) + "." + names.group(2) : id;
    }
}
