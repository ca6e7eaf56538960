// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.scanner.explain.Explained;
import org.relaywarden.scanner.explain.Explanation;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;

/** Prints a finding test by test, for the administrator of the server. What the server said is made visible first. */
final class ExplainedOutput {

    private static final int TEXT_CHARACTERS_MAX = 500;

    private final PrintStream out;

    ExplainedOutput(PrintStream out) {
        this.out = out;
    }

    /** For people. */
    void print(Finding finding, Evidence evidence) {
        out.println(finding.login() + " " + HostText.hostAndPort(finding.address(), finding.port()) + " is "
                + finding.verdict() + ", seen from " + finding.vantage().name().toLowerCase(Locale.ROOT) + ". "
                + finding.reason());
        out.println("Its banner: " + (finding.banner().isEmpty() ? "(none)" : shown(finding.banner())));
        for (Explained test : Explanation.of(evidence, finding.banner())) {
            out.println();
            out.println(test.test() + " on " + test.path() + " from " + test.from() + ": " + test.outcome());
            if (!test.sent().isEmpty()) {
                out.println("  sent:      " + shown(test.sent()));
            }
            if (!test.answered().isEmpty()) {
                out.println("  answered:  " + shown(test.answered()));
            }
            out.println("  means:     " + test.meaning());
            test.mending().forEach((product, text) -> out.println("  " + product.label() + ": " + text));
        }
    }

    /** One object a test. */
    void printJson(Finding finding, Evidence evidence) {
        for (Explained test : Explanation.of(evidence, finding.banner())) {
            Map<String, String> mending = new LinkedHashMap<>();
            test.mending().forEach((product, text) -> mending.put(product.label(), text));
            new JsonLines()
                    .with("login", finding.login())
                    .with("address", finding.address())
                    .with("port", finding.port())
                    .with("verdict", finding.verdict())
                    .with("test", test.test().value())
                    .with("path", test.path())
                    .with("from", test.from())
                    .with("outcome", test.outcome())
                    .with("sent", shown(test.sent()))
                    .with("answered", shown(test.answered()))
                    .with("meaning", test.meaning())
                    .with("mending", mending)
                    .printTo(out);
        }
    }

    private static String shown(String text) {
        return Visible.of(text, TEXT_CHARACTERS_MAX);
    }
}
