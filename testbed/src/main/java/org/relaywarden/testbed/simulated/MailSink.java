// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Opening;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/**
 * Takes every mail from everyone and keeps it with its envelope: the place that a test's mail arrives at. Can be told
 * to refuse at a step, from the next command on. Safe for all threads.
 */
public final class MailSink implements AutoCloseable {

    /** Where in the conversation a sink can refuse. */
    public enum Step {
        /** In place of the banner. */
        CONNECT,
        /** EHLO and HELO. */
        HELLO,
        MAIL,
        RCPT,
        DATA,
        /** After the final dot. */
        MESSAGE
    }

    private final Map<Step, Reply> refusals = new ConcurrentHashMap<>();
    private final SimulatedMailServer server;

    /** A sink on {@code addressLiteral} (of 127.0.0.0/8) and {@code port}; 0 lets the system choose. */
    public MailSink(String addressLiteral, int port) {
        server = SimulatedMailServer.named("sink.example")
                .at(addressLiteral)
                .port(port)
                .behaving(new TakesAll())
                .start();
    }

    /** A sink on 127.0.0.1 and a port that the system chooses. */
    public MailSink() {
        this("127.0.0.1", 0);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Refuses with {@code reply} at {@code step} until told otherwise. */
    public void refuse(Step step, Reply reply) {
        if (!reply.refuses()) {
            throw new IllegalArgumentException("a refusal is 4yz or 5yz (RFC 5321 section 4.2.1), got " + reply.code());
        }
        refusals.put(step, reply);
    }

    /** Takes everything again. */
    public void refuseNothing() {
        refusals.clear();
    }

    /** The mails so far, oldest first; one of several recipients is one mail. */
    public List<ReceivedMail> received() {
        return server.received();
    }

    /**
     * Waits for the mail of this number, counted from 1.
     *
     * @throws IllegalStateException when it has not come within {@code atMost}
     */
    public ReceivedMail await(int number, Duration atMost) throws InterruptedException {
        return server.awaitReceived(number, atMost);
    }

    /** The last connections, oldest first. */
    public List<Dialogue> dialogues() {
        return server.dialogues();
    }

    /**
     * Waits until the connection of this number, counted from 1, has ended.
     *
     * @throws IllegalStateException when it has not within {@code atMost}
     */
    public Dialogue awaitDialogue(int number, Duration atMost) throws InterruptedException {
        return server.awaitDialogue(number, atMost);
    }

    @Override
    public void close() {
        server.close();
    }

    private final class TakesAll implements Behaviour {
        @Override
        public String name() {
            return "SINK";
        }

        @Override
        public Opening opening(Host host) {
            Reply refusal = refusals.get(Step.CONNECT);
            return refusal == null ? Behaviour.super.opening(host) : new Opening.Refuses(refusal);
        }

        @Override
        public Reply hello(Host host, boolean extended) {
            return refusals.getOrDefault(Step.HELLO, Behaviour.super.hello(host, extended));
        }

        @Override
        public Reply sender(Transaction mail) {
            return refusals.getOrDefault(Step.MAIL, Behaviour.super.sender(mail));
        }

        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            Reply refusal = refusals.get(Step.RCPT);
            return refusal == null ? new Handling.Keep() : new Handling.Refuse(refusal);
        }

        @Override
        public Reply data(Transaction mail) {
            return refusals.getOrDefault(Step.DATA, Behaviour.super.data(mail));
        }

        @Override
        public Reply afterData(Transaction mail, List<MailAddress> recipients) {
            return refusals.getOrDefault(Step.MESSAGE, Behaviour.super.afterData(mail, recipients));
        }
    }
}
