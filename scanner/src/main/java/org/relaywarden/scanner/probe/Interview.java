// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.scanner.battery.Greeting;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.probe.Conversation.Reach;
import org.relaywarden.scanner.targets.Targets;

/** One conversation while it goes on. Used once, by one thread. */
final class Interview {

    private static final int BANNER_CHARACTERS_MAX = 200;

    private final Call call;
    private final Wire wire;
    private final TranscriptWriter transcript;
    private final InstantSource clock;
    private final List<RelayTest> tests;
    private final List<TestAnswer> answers = new ArrayList<>();
    private String banner = "";
    private Optional<String> hostName;
    private Stage stage = Stage.CONNECT;
    private int next;
    private String sent = "";
    private boolean clean = true;
    private int refusals;

    Interview(Call call, Wire wire, TranscriptWriter transcript, InstantSource clock, List<RelayTest> tests) {
        this.call = call;
        this.wire = wire;
        this.transcript = transcript;
        this.clock = clock;
        this.tests = List.copyOf(tests);
        this.hostName = call.names().hostName();
    }

    Conversation held(Targets targets) {
        try {
            if (!wire.dial(targets, call, call.timeouts().connect())) {
                return turnedAway(Reach.NOT_DIALLED, new Heard.NotAsked("the address is no customer's (any more)"));
            }
            Reply welcome = open();
            if (!welcome.isPositive()) {
                wire.quit();
                return turnedAway(Reach.CONNECTED, new Heard.Said(welcome));
            }
            askAll();
            wire.quit();
            return written(Reach.CONNECTED);
        } catch (BrokenOff broken) {
            transcript.happened(broken.broke().what());
            return brokenOff(broken.broke());
        }
    }

    /** Hears the banner and greets. */
    private Reply open() throws BrokenOff {
        stage = Stage.BANNER;
        Reply greeting = wire.listen(call.timeouts().banner());
        banner = cut(greeting.lines().getFirst());
        if (!greeting.isPositive()) {
            return greeting;
        }
        stage = Stage.HELLO;
        Reply welcome = hello(tests.getFirst().greeting());
        hostName = HostName.of(greeting).or(() -> HostName.of(welcome)).or(() -> call.names().hostName());
        return welcome;
    }

    private Reply hello(Greeting greeting) throws BrokenOff {
        if (greeting == Greeting.EHLO) {
            Reply welcome = wire.say("EHLO " + call.helo(), call.timeouts().command());
            if (!welcome.isPermanent()) {
                return welcome;
            }
            // RFC 5321 section 3.2: a client whose EHLO is refused tries HELO; a relay of old is a relay, too.
        }
        return wire.say("HELO " + call.helo(), call.timeouts().command());
    }

    private void askAll() throws BrokenOff {
        Greeting greeting = tests.getFirst().greeting();
        while (next < tests.size()
                && tests.get(next).greeting() == greeting
                && refusals < call.refusalsMax()) {
            ask(tests.get(next));
            next++;
        }
    }

    private void ask(RelayTest test) throws BrokenOff {
        Names names = call.names().withHostName(hostName);
        Optional<String> sender = test.sender().filled(names, call.tokens().apply(test.id()));
        Optional<String> recipient = test.recipient().filled(names, call.tokens().apply(test.id()));
        stage = Stage.MAIL;
        sent = "";
        if (sender.isEmpty() || recipient.isEmpty()) {
            answer(new Heard.NotAsked("neither the books nor the banner give the host a name"));
            return;
        }
        if (!clean) {
            wire.say("RSET", call.timeouts().command()); // Exim does not count one RSET a message as an odd command
        }
        clean = false;
        Reply reply = transact(test, sender.get(), recipient.get());
        if (!reply.isPositive()) {
            refusals++;
        }
        answer(new Heard.Said(reply));
    }

    /** One transaction, as far as the host lets it go and the courier wants it to go. */
    private Reply transact(RelayTest test, String sender, String recipient) throws BrokenOff {
        String mail = "MAIL FROM:<" + sender + ">";
        String rcpt = "RCPT TO:<" + recipient + ">";
        sent = mail + " / " + rcpt;
        Reply reply = wire.say(mail, call.timeouts().command());
        if (!reply.isPositive()) {
            return reply;
        }
        stage = Stage.RCPT;
        reply = wire.say(rcpt, call.timeouts().command());
        // A control never goes beyond RCPT: its recipient is the host's own.
        if (!reply.isPositive() || test.id().isControl() || !call.courier().handsOver(test.id())) {
            return reply;
        }
        stage = Stage.DATA;
        reply = wire.say("DATA", call.timeouts().data());
        if (reply.code() != 354) {
            return reply;
        }
        stage = Stage.DOT;
        return wire.send(ProbeMessage.of(call, test, clock.instant()), call.timeouts().dot());
    }

    private void answer(Heard heard) {
        answers.add(new TestAnswer(tests.get(next), sent, stage, heard));
    }

    /** Nothing could be asked, and that is the answer to every test. */
    private Conversation turnedAway(Reach reach, Heard heard) {
        for (next = 0; next < tests.size(); next++) {
            answer(heard);
        }
        return written(reach);
    }

    /**
     * A break after some tests may be the host's limit, so the test it fell on is asked again in another conversation;
     * a break on the first one is that test's answer, and so is one after a message was sent.
     */
    private Conversation brokenOff(Heard.Broke broke) {
        if (stage.compareTo(Stage.MAIL) < 0) {
            return turnedAway(stage == Stage.CONNECT ? Reach.NO_CONNECTION : Reach.CONNECTED, broke);
        }
        if (answers.isEmpty() || stage == Stage.DOT) {
            answer(broke);
            next++;
        }
        return written(Reach.CONNECTED);
    }

    private Conversation written(Reach reach) {
        return new Conversation(
                reach, answers, tests.subList(next, tests.size()), banner, hostName, transcript.written());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), BANNER_CHARACTERS_MAX));
    }
}
