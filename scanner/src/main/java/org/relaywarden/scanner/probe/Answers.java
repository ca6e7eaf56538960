// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.replies.Heard;

/** The answers of one conversation as they come. Used by one thread. */
final class Answers {

    private final List<RelayTest> left;
    private final List<TestAnswer> all = new ArrayList<>();
    private @Nullable Question asked;
    private Stage stage = Stage.MAIL;

    Answers(List<RelayTest> tests) {
        this.left = new ArrayList<>(tests);
    }

    /** What is being asked now: a break falls on it. */
    void asking(Question question, Stage at) {
        asked = question;
        stage = at;
    }

    void add(Question question, Stage at, Heard heard) {
        add(question.test(), question.sent(), at, heard);
    }

    void add(RelayTest test, String sent, Stage at, Heard heard) {
        all.add(new TestAnswer(test, sent, at, heard));
        left.remove(test);
    }

    /** Whether a test was asked at all. */
    boolean hasBegun() {
        return asked != null;
    }

    void brokenOff(Heard.Broke broke) {
        Question last = asked;
        boolean nothingHeard = all.stream().noneMatch(answer -> answer.heard() instanceof Heard.Said);
        if (last != null && left.contains(last.test()) && (nothingHeard || stage == Stage.DOT)) {
            add(last, stage, broke);
        }
    }

    List<TestAnswer> all() {
        return all;
    }

    List<RelayTest> left() {
        return left;
    }
}
