// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.scanner.battery.Greeting;
import org.relaywarden.scanner.battery.Hello;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TokenPair;
import org.relaywarden.scanner.probe.Conversation.Reach;
import org.relaywarden.scanner.replies.BrokenOff;
import org.relaywarden.scanner.replies.Heard;
import org.relaywarden.scanner.replies.TranscriptWriter;
import org.relaywarden.scanner.targets.Targets;

/** One conversation while it goes on. Used once, by one thread. */
final class Interview {

    private static final int BANNER_CHARACTERS_MAX = 200;

    private final Call call;
    private final Wire wire;
    private final TranscriptWriter transcript;
    private final InstantSource clock;
    private final List<RelayTest> tests;
    private final Hello hello;
    private final Answers answers;
    private String banner = "";
    private Optional<String> hostName;
    private Extensions extensions = Extensions.NONE;
    private Stage stage = Stage.CONNECT;

    Interview(Call call, Wire wire, TranscriptWriter transcript, InstantSource clock, List<RelayTest> tests) {
        this.call = call;
        this.wire = wire;
        this.transcript = transcript;
        this.clock = clock;
        this.tests = List.copyOf(tests);
        this.hello = tests.getFirst().hello();
        this.answers = new Answers(this.tests);
        this.hostName = call.names().hostName();
    }

    Conversation held(Targets targets) {
        try {
            if (!wire.dial(targets, call, call.timeouts().connect())) {
                return turnedAway(Reach.NOT_DIALLED, new Heard.NotAsked("the address is no customer's (any more)"));
            }
            Optional<Heard> turnedAway = open();
            if (turnedAway.isPresent()) {
                wire.quit();
                return turnedAway(Reach.CONNECTED, turnedAway.get());
            }
            askAll();
            wire.quit();
            return written(Reach.CONNECTED);
        } catch (BrokenOff broken) {
            transcript.happened(broken.broke().what());
            return brokenOff(broken.broke());
        }
    }

    /** Hears the banner and greets; empty when the host wants to hear more. */
    private Optional<Heard> open() throws BrokenOff {
        Security security = call.path().security();
        if (security == Security.TLS) {
            wire.encrypt(security, call.timeouts().connect());
        }
        stage = Stage.BANNER;
        Reply greeting = wire.listen(call.timeouts().banner());
        banner = cut(greeting.lines().getFirst());
        if (!greeting.isPositive()) {
            return Optional.of(new Heard.Said(greeting));
        }
        hostName = HostName.of(greeting).or(() -> call.names().hostName());
        stage = Stage.HELLO;
        if (hello.greeting() == Greeting.NONE) {
            return Optional.empty();
        }
        Names names = call.names().withHostName(hostName);
        Optional<String> name = hello.name()
                .map(form -> form.filled(names, new TokenPair("", "")))
                .orElse(Optional.of(call.helo()));
        if (name.isEmpty()) {
            return Optional.of(new Heard.NotAsked("the host has no name to greet with"));
        }
        Reply welcome = hello(name.get());
        boolean startsTls = security == Security.STARTTLS || security == Security.CLIENT_CERTIFICATE;
        if (welcome.isPositive() && startsTls) {
            Reply go = wire.say("STARTTLS", call.timeouts().command());
            if (!go.isPositive()) {
                return Optional.of(new Heard.NotAsked("STARTTLS was refused: " + go));
            }
            wire.encrypt(security, call.timeouts().connect());
            welcome = helloInside(name.get()); // RFC 3207 section 4.2: all that was said before is forgotten
        }
        Reply last = welcome;
        hostName = HostName.of(greeting).or(() -> HostName.of(last)).or(() -> call.names().hostName());
        return last.isPositive() ? Optional.empty() : Optional.of(new Heard.Said(last));
    }

    /** RFC 8446 section 4.4.2.4: in TLS 1.3 a certificate is refused when our own handshake is over. */
    private Reply helloInside(String name) throws BrokenOff {
        try {
            return hello(name);
        } catch (BrokenOff gone) {
            if (call.path().security() != Security.CLIENT_CERTIFICATE) {
                throw gone;
            }
            throw new BrokenOff(
                    Heard.Break.NO_CONNECTION, "the certificate was refused: " + gone.broke().what());
        }
    }

    private Reply hello(String name) throws BrokenOff {
        if (hello.greeting() == Greeting.EHLO) {
            Reply welcome = wire.say("EHLO " + name, call.timeouts().command());
            extensions = welcome.isPositive() ? Extensions.of(welcome) : Extensions.NONE;
            if (!welcome.isPermanent()) {
                return welcome;
            }
            // RFC 5321 section 3.2: a client whose EHLO is refused tries HELO; a relay of old is a relay, too.
        }
        return wire.say("HELO " + name, call.timeouts().command());
    }

    /** As many at once as the host may still refuse, so that it never refuses more. */
    private void askAll() throws BrokenOff {
        Names names = call.names().withHostName(hostName);
        Transactions transactions = new Transactions(call, wire, answers, extensions, clock);
        List<RelayTest> ours = tests.stream().filter(test -> test.hello().equals(hello)).toList();
        int next = 0;
        while (next < ours.size() && transactions.refusalsLeft() > 0) {
            List<Question> some = new ArrayList<>();
            for (; next < ours.size() && some.size() < transactions.refusalsLeft(); next++) {
                RelayTest test = ours.get(next);
                whyNot(test, names)
                        .ifPresentOrElse(
                                why -> answers.add(test, "", Stage.MAIL, new Heard.NotAsked(why)),
                                () -> some.add(Question.of(test, call, names)));
            }
            transactions.ask(some);
        }
    }

    private Optional<String> whyNot(RelayTest test, Names names) {
        return test.manner()
                .needs()
                .filter(extension -> !extensions.offer(extension))
                .map(extension -> "the host does not offer " + extension)
                .or(() -> Question.whyNot(test, call, names));
    }

    /** Nothing could be asked, and that is the answer to every test that wants this greeting or comes no further. */
    private Conversation turnedAway(Reach reach, Heard heard) {
        boolean ofGreeting = heard instanceof Heard.NotAsked && stage == Stage.HELLO;
        tests.stream()
                .filter(test -> !ofGreeting || test.hello().equals(hello))
                .forEach(test -> answers.add(test, "", stage, heard));
        return written(reach);
    }

    /**
     * A break after some tests may be the host's limit, so the test it fell on is asked again in another conversation;
     * a break on the first one is that test's answer, and so is one after a message was sent.
     */
    private Conversation brokenOff(Heard.Broke broke) {
        if (!answers.hasBegun()) {
            // A handshake that fails is no way in for anybody.
            boolean noWayIn = stage == Stage.CONNECT || broke.how() == Heard.Break.NO_CONNECTION;
            return turnedAway(noWayIn ? Reach.NO_CONNECTION : Reach.CONNECTED, broke);
        }
        answers.brokenOff(broke);
        return written(Reach.CONNECTED);
    }

    private Conversation written(Reach reach) {
        boolean offersTls = extensions.offer("STARTTLS");
        return new Conversation(reach, answers.all(), answers.left(), banner, hostName, offersTls, transcript.written());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), BANNER_CHARACTERS_MAX));
    }
}
