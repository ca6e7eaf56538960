// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.probe.Call;
import org.relaywarden.scanner.probe.Conversation;
import org.relaywarden.scanner.probe.Courier;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.probe.Stage;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.replies.Heard;
import org.relaywarden.scanner.verdict.Observed;

/** The conversations of one look: one after the other, paced, each kept. Used by the run's thread. */
final class Talks {

    /** A host that twice breaks off at the first question is not asked the other sixteen. */
    private static final int FRUITLESS_MAX = 2;

    private final SweepTools tools;
    private final TheRun run;
    private final Look look;
    private @Nullable Binding binding;
    private boolean offersTls;
    private Optional<String> hostName = Optional.empty();
    private String banner = "";
    private Observed.Reach reach = Observed.Reach.NO_CONNECTION;

    Talks(SweepTools tools, TheRun run, Look look) {
        this.tools = tools;
        this.run = run;
        this.look = look;
    }

    /** Asks these tests, in as many connections as it takes; fewer answers when a probe came back meanwhile. */
    List<TestAnswer> ask(List<RelayTest> tests, ProbeTimeouts timeouts, Courier courier) throws InterruptedException {
        List<TestAnswer> answers = new ArrayList<>();
        List<RelayTest> left = askable(tests, answers);
        int fruitless = 0;
        while (!left.isEmpty() && fruitless < FRUITLESS_MAX) {
            tools.pause(run.signal(), run.untilNextConnection());
            if (run.isBack()) {
                return answers;
            }
            Conversation talk = talk(left, timeouts, courier);
            answers.addAll(talk.answers());
            left = talk.left();
            fruitless = brokeAtOnce(talk) ? fruitless + 1 : 0;
        }
        Heard notAsked = new Heard.Broke(Heard.Break.ENDED, "not asked: the host keeps breaking off");
        left.forEach(test -> answers.add(new TestAnswer(test, "", Stage.CONNECT, notAsked)));
        return answers;
    }

    /** Answers by itself what can't be asked for want of a setting of ours: no host need hear of that. */
    private List<RelayTest> askable(List<RelayTest> tests, List<TestAnswer> answers) {
        List<RelayTest> askable = new ArrayList<>();
        for (RelayTest test : tests) {
            test.missingSetting(names())
                    .ifPresentOrElse(
                            why -> answers.add(new TestAnswer(test, "", Stage.CONNECT, new Heard.NotAsked(why))),
                            () -> askable.add(test));
        }
        return askable;
    }

    private Names names() {
        return new Names(
                tools.parts().settings().ours(), run.target().address(), run.target().domains().stream().findFirst(), hostName);
    }

    private Conversation talk(List<RelayTest> tests, ProbeTimeouts timeouts, Courier courier)
            throws InterruptedException {
        Conversation talk = tools.gate().inTurn(run.target().address(), () -> {
            Call call = call(begun(), timeouts, courier);
            return tools.probe().converse(call, tests);
        });
        int connection = run.connectionEnded(talk.reach());
        hostName = talk.hostName();
        banner = banner.isEmpty() ? talk.banner() : banner;
        offersTls |= talk.offersTls();
        reach = further(reach, talk.reach());
        tools.book().keepDialogue(begun(), connection, talk.transcript());
        tools.journal().talked(begun(), run.target(), connection, talk);
        tools.stopIfAsked();
        return talk;
    }

    /** Its row is written once it has its place in the queue, right before its first packet. */
    private Binding begun() {
        Binding begun = binding;
        if (begun == null) {
            begun = look.isMain()
                    ? run.begun()
                    : tools.book().beginPath(
                            run.begun(), look.number(), look.standpoint(), look.path(), look.testIds());
            binding = begun;
        }
        return begun;
    }

    private Call call(Binding bound, ProbeTimeouts timeouts, Courier courier) {
        ScanSettings settings = tools.parts().settings();
        return new Call(
                bound.runId(),
                run.target(),
                look.path(),
                settings.source(look.standpoint(), run.target().address()),
                settings.heloName(),
                settings.ours().desk(),
                names(),
                test -> tools.parts().tokens().of(bound, test),
                courier,
                settings.pace().refusalsPerConnection(),
                timeouts);
    }

    private static boolean brokeAtOnce(Conversation talk) {
        return talk.answers().size() == 1 && talk.answers().getFirst().heard() instanceof Heard.Broke;
    }

    private static Observed.Reach further(Observed.Reach before, Conversation.Reach now) {
        return switch (now) {
            case CONNECTED -> Observed.Reach.CONNECTED;
            case NOT_DIALLED ->
                before == Observed.Reach.CONNECTED ? before : Observed.Reach.NOT_DIALLED;
            case NO_CONNECTION -> before;
        };
    }

    /** What the tokens of this path vouch for; only once a conversation was held. */
    Binding binding() {
        return begun();
    }

    boolean hasBegun() {
        return binding != null;
    }

    boolean offersTls() {
        return offersTls;
    }

    String banner() {
        return banner;
    }

    Observed.Reach reach() {
        return reach;
    }
}
