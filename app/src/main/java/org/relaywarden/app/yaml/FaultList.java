// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.relaywarden.bsmtp.journal.Visible;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The faults of one file, as they are found. Used by one thread. */
public final class FaultList {

    /** A value is shown as far as it helps to find it. */
    private static final int SHOWN_CHARACTERS_MAX = 80;

    private final String file;
    private final List<SettingsFault> faults = new ArrayList<>();

    public FaultList(String file) {
        this.file = file;
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(FaultList::lineOf).orElse(0);
    }

    /** The library counts lines from 0, people from 1. */
    static int lineOf(Mark mark) {
        return mark.getLine() + 1;
    }

    void add(Node node, String subject, String problem, String remedy) {
        add(lineOf(node), subject, problem, remedy);
    }

    public void add(int line, String subject, String problem, String remedy) {
        faults.add(new SettingsFault(file, line, shown(subject), problem, remedy));
    }

    void addValue(Node node, String key, String value, WrongValue wrong) {
        add(node, key + " = " + wrong.shown(value), wrong.problem(), wrong.remedy());
    }

    public static String shown(String text) {
        return Visible.of(text, SHOWN_CHARACTERS_MAX);
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    public List<SettingsFault> byLine() {
        return faults.stream().sorted(Comparator.comparingInt(SettingsFault::line)).toList();
    }
}
