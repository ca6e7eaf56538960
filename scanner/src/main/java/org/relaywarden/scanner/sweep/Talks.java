// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.choice.Chosen;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.probe.Call;
import org.relaywarden.scanner.probe.Conversation;
import org.relaywarden.scanner.probe.Courier;
import org.relaywarden.scanner.probe.Heard;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.probe.Stage;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;

/** The conversations of one run: one after the other, paced, each kept. Used by the run's thread. */
final class Talks {

    /** A host that twice breaks off at the first question is not asked the other sixteen. */
    private static final int FRUITLESS_MAX = 2;

    private final SweepTools tools;
    private final long scanId;
    private final ScanRequest request;
    private final Target target;
    private final Chosen chosen;
    private final CountDownLatch signal;
    private @Nullable Binding run;
    private @Nullable Instant lastEndedAt;
    private int connections;
    private Optional<String> hostName = Optional.empty();
    private String banner = "";
    private Observed.Reach reach = Observed.Reach.NO_CONNECTION;

    Talks(
            SweepTools tools,
            long scanId,
            ScanRequest request,
            Target target,
            Chosen chosen,
            CountDownLatch signal) {
        this.tools = tools;
        this.scanId = scanId;
        this.request = request;
        this.target = target;
        this.chosen = chosen;
        this.signal = signal;
    }

    /** Asks these tests, in as many connections as it takes; fewer answers when a probe came back meanwhile. */
    List<TestAnswer> ask(List<RelayTest> tests, ProbeTimeouts timeouts, Courier courier) throws InterruptedException {
        List<TestAnswer> answers = new ArrayList<>();
        List<RelayTest> left = askable(tests, answers);
        int fruitless = 0;
        while (!left.isEmpty() && fruitless < FRUITLESS_MAX) {
            tools.pause(signal, untilNextConnection());
            if (signal.getCount() == 0) {
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
                tools.parts().settings().ours(), target.address(), target.domains().stream().findFirst(), hostName);
    }

    private Conversation talk(List<RelayTest> tests, ProbeTimeouts timeouts, Courier courier)
            throws InterruptedException {
        Conversation talk = tools.gate().inTurn(target.address(), () -> {
            Call call = call(begun(), timeouts, courier);
            return tools.probe().converse(call, tests);
        });
        connections++;
        lastEndedAt = tools.now();
        hostName = talk.hostName();
        banner = banner.isEmpty() ? talk.banner() : banner;
        reach = further(reach, talk.reach());
        tools.book().keepDialogue(runId(), connections, talk.transcript());
        tools.journal().talked(runId(), target, connections, talk);
        tools.stopIfAsked();
        return talk;
    }

    /** The run's row is written once it has its place in the queue, right before its first packet. */
    private Binding begun() {
        Binding begun = run;
        if (begun == null) {
            begun = tools.book().beginRun(scanId, target, chosen, tools.now());
            tools.judgements().begun(begun.runId(), signal);
            run = begun;
        }
        return begun;
    }

    private Call call(Binding binding, ProbeTimeouts timeouts, Courier courier) {
        ScanSettings settings = tools.parts().settings();
        return new Call(
                binding.runId(),
                target,
                settings.source(request.vantage(), target.address()),
                settings.heloName(),
                settings.ours().desk(),
                names(),
                test -> tools.parts().tokens().of(binding, test),
                courier,
                settings.pace().refusalsPerConnection(),
                timeouts);
    }

    private Duration untilNextConnection() {
        Instant ended = lastEndedAt;
        return ended == null
                ? Duration.ZERO
                : tools.pace().spacing(request.cause()).minus(Duration.between(ended, tools.now()));
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

    /** Only once a conversation was held. */
    long runId() {
        Binding begun = run;
        if (begun == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return begun.runId();
    }

    boolean hasBegun() {
        return run != null;
    }

    String banner() {
        return banner;
    }

    Observed.Reach reach() {
        return reach;
    }
}
