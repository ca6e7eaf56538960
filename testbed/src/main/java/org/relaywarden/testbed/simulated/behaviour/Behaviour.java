// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.time.Duration;
import java.util.List;

/**
 * How a simulated mail server answers: one question per step of the conversation. The defaults are those of a sound
 * server, so a behaviour of your own answers only what it does differently; {@link Variation} changes one answer of
 * another behaviour. {@link Behaviours} holds those that the field knows. The same behaviour is asked by many
 * conversations at once.
 */
public interface Behaviour {

    /** The name under which tests and the demo speak of it. */
    String name();

    /** What happens when a caller connects. */
    default Opening opening(Host host) {
        return new Opening.Greets(Reply.of(220, host.name() + ' ' + host.product()));
    }

    /** The answer to EHLO ({@code extended}) or HELO. */
    default Reply hello(Host host, boolean extended) {
        return extended
                ? new Reply.Lines(250, List.of(host.name(), "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"))
                : Reply.of(250, host.name());
    }

    /** The answer to MAIL. */
    default Reply sender(Transaction mail) {
        return Reply.of(250, "2.1.0 Ok");
    }

    /** What becomes of the mail for this recipient. */
    Handling recipient(Transaction mail, MailAddress recipient);

    /** The answer to DATA; a 354 asks for the message. */
    default Reply data(Transaction mail) {
        return Reply.of(354, "End data with <CR><LF>.<CR><LF>");
    }

    /** The answer after the final dot; a 250 makes the server do what it decided for each recipient. */
    default Reply afterData(Transaction mail, List<MailAddress> recipients) {
        return Reply.of(250, "2.0.0 Ok: queued");
    }

    /** The answer to STARTTLS, where it is offered; the handshake comes after it, whatever it says. */
    default Reply startTls(Host host) {
        return Reply.of(220, "2.0.0 Ready to start TLS");
    }

    /** The answer to RSET. */
    default Reply reset(Host host) {
        return Reply.of(250, "2.0.0 Ok");
    }

    /** The answer to QUIT. */
    default Reply goodbye(Host host) {
        return Reply.of(221, "2.0.0 Bye");
    }

    /** The last word on how a reply reads. */
    default Reply worded(Reply reply) {
        return reply;
    }

    /**
     * After how many refusals in one connection the server says 421 and hangs up; Postfix's hard limit unless told
     * otherwise.
     */
    default int refusalsMax() {
        return 20;
    }

    /** The pause before each byte that the server sends. */
    default Duration pausePerByte() {
        return Duration.ZERO;
    }
}
