// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.ArrayList;
import java.util.List;
import org.relaywarden.app.yaml.Key;

/** The documented sample: every key with what it takes, its default and its consequence, out of the catalogue. */
public final class Sample {

    private static final int LINE_CHARACTERS_MAX = 110;

    private final StringBuilder text = new StringBuilder();
    private List<String> section = List.of();

    private Sample() {}

    /** The sample, as {@code config sample} prints it. It holds the defaults: used as it is, it changes nothing. */
    public static String text() {
        Sample sample = new Sample();
        sample.comment(
                "", "Settings of Relaywarden. Every key is here with its default, so this file changes nothing.");
        sample.comment("", "Durations and sizes need a unit. After a change: relaywarden config check.");
        Keys.all().forEach(sample::add);
        return sample.text.toString();
    }

    private void add(Key<?> key) {
        enter(List.of(key.section().split("\\.")));
        String indent = "  ".repeat(section.size());
        text.append('\n');
        comment(indent, key.consequence());
        comment(indent, "Takes " + key.kind().shape() + "." + wordsOf(key));
        text.append(indent).append(lineOf(key)).append('\n');
    }

    /** Writes the heads of the sections that begin here. */
    private void enter(List<String> sections) {
        for (int depth = 0; depth < sections.size(); depth++) {
            List<String> entered = sections.subList(0, depth + 1);
            boolean known = section.size() > depth && section.subList(0, depth + 1).equals(entered);
            if (!known) {
                text.append('\n').append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
            }
        }
        section = sections;
    }

    private static String wordsOf(Key<?> key) {
        return switch (key.byDefault()) {
            case Key.Default.Fixed<?> _ -> "";
            case Key.Default.Derived<?> derived -> " Default: " + derived.words() + ".";
        };
    }

    private static String lineOf(Key<?> key) {
        return switch (key.byDefault()) {
            case Key.Default.Fixed<?> fixed -> key.lastWord() + ": " + fixed.yaml();
            case Key.Default.Derived<?> derived -> "# " + key.lastWord() + ": " + derived.example();
        };
    }

    private void comment(String indent, String sentence) {
        List<String> words = new ArrayList<>(List.of(sentence.split(" ")));
        StringBuilder line = new StringBuilder(indent).append('#');
        for (String word : words) {
            if (line.length() + 1 + word.length() > LINE_CHARACTERS_MAX) {
                text.append(line).append('\n');
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
