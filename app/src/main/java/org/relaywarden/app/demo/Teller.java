// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import java.io.PrintStream;

/** Tells the story: numbered steps, plain sentences, indented facts. */
final class Teller {

    private final PrintStream out;
    private int step;

    Teller(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println(text);
    }

    void step(String heading) {
        out.println();
        out.println(++step + ". " + heading);
    }

    void say(String... lines) {
        for (String line : lines) {
            out.println("   " + line);
        }
    }

    /** A fact read back from the store or a Maildir. */
    void fact(String fact) {
        out.println("     " + fact.stripTrailing());
    }

    /** A mail as it lies there. */
    void mail(String text) {
        text.lines().forEach(line -> out.println(("     | " + line).stripTrailing()));
    }
}
