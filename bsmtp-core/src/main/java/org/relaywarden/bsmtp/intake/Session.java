// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.relaywarden.bsmtp.net.Connection;
import org.relaywarden.bsmtp.net.LineRead;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.tls.ServerCertificate;

/** One connection, from the banner to the last reply: reads commands, runs them, keeps the ceilings. */
final class Session {

    /** RFC 5321 section 4.5.3.1.4 asks for 512; extensions and long paths make it more. */
    private static final int LINE_BYTES_MAX = 2_048;

    /** Who is told to come again a thousand times, and goes on, does not listen. */
    private static final int PUT_OFF_MAX = 1_000;

    private static final String HIDDEN = "AUTH ...";

    private static final int ID_RADIX = 36;

    private final Parts parts;
    private final Connection connection;
    private final Optional<ServerCertificate> tlsFirst;
    private final Dialogue dialogue;
    private boolean askedToLogIn;
    private int errors;
    private int idleCommands;
    private int putOff;

    /** @param tlsFirst the certificate where all is to be encrypted from the first byte on */
    Session(Parts parts, Connection connection, Optional<ServerCertificate> tlsFirst) {
        this.parts = parts;
        this.tlsFirst = tlsFirst;
        this.connection = connection;
        String id = "session-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), ID_RADIX);
        this.dialogue = new Dialogue(parts, connection, id);
    }

    void hold() throws IOException {
        if (!connection.isClosing() && !(secured() && greet())) {
            return;
        }
        try {
            boolean goOn = true;
            while (goOn) {
                goOn = connection.isClosing() ? leave(Replies.CLOSING) : next();
            }
        } finally {
            dialogue.reset();
        }
    }

    /** RFC 8314 section 3.3: on some ports TLS comes before the first word. False when the session is over. */
    private boolean secured() throws IOException {
        return tlsFirst.isEmpty() || StartTls.secure(dialogue, tlsFirst.get());
    }

    /** Who speaks before the banner is no mail server. False when the session is over. */
    private boolean greet() throws IOException {
        boolean came = connection.waitForInput(dialogue.limits().greetingPause());
        if (connection.hasInput()) {
            parts.journal().noMailServer(dialogue.id(), connection.peer(), Replies.SPOKE_TOO_SOON);
            return leave(Replies.SPOKE_TOO_SOON);
        }
        if (came) {
            return connection.isClosing() && leave(Replies.CLOSING); // hung up, or we are stopping
        }
        say(Replies.banner(parts.settings().hostName()));
        return true;
    }

    private boolean next() throws IOException {
        return switch (connection.readLine(LINE_BYTES_MAX, dialogue.limits().commandWithin())) {
            case LineRead.Line(String text) -> run(text);
            case LineRead.NoLine() -> refuseAndLeave("", Replies.BROKEN_LINE);
            case LineRead.TooLong() -> refuseAndLeave("", Replies.LINE_TOO_LONG);
            case LineRead.TooSlow() -> ceilingReached(Replies.TOO_SLOW);
            case LineRead.EndOfStream() -> connection.isClosing() && leave(Replies.CLOSING);
        };
    }

    private boolean run(String line) throws IOException {
        String verb = Commands.verb(line);
        if (Commands.isOfTheWeb(verb)) {
            parts.journal().noMailServer(dialogue.id(), connection.peer(), Replies.UNKNOWN_COMMAND);
            return leave(Replies.UNKNOWN_COMMAND);
        }
        if (Commands.isIdle(verb) && ++idleCommands > dialogue.limits().idleCommandsMax()) {
            return ceilingReached(Replies.TOO_MUCH_IDLING);
        }
        return switch (Commands.of(verb).run(dialogue, Commands.argument(line))) {
            case Step.Say(Reply reply) -> answered(line, reply);
            case Step.SayAndLeave(Reply reply) ->
                    reply.isPositive() ? leave(reply) : refuseAndLeave(line, reply);
            case Step.GoOn() -> true;
            case Step.Leave() -> false;
        };
    }

    private boolean answered(String line, Reply reply) throws IOException {
        if (reply.isPermanent() || reply.isTransient()) {
            refused(line, reply);
        }
        say(reply);
        if (Commands.verb(line).equals("DATA")) {
            // RFC 1047: while the answer is under way the sender may give up and send again, so it never waits.
            connection.flush();
            idleCommands = reply.isPositive() ? 0 : idleCommands;
        }
        if (reply.isTransient() && ++putOff > PUT_OFF_MAX) {
            return ceilingReached(Replies.TOO_MANY_ERRORS);
        }
        if (reply.isPermanent() && ++errors >= dialogue.limits().errorsMax()) {
            return ceilingReached(Replies.TOO_MANY_ERRORS);
        }
        return true;
    }

    private boolean ceilingReached(Reply reply) throws IOException {
        parts.journal().ceilingReached(dialogue.id(), connection.peer(), reply);
        return leave(reply);
    }

    private boolean refuseAndLeave(String line, Reply reply) throws IOException {
        refused(line, reply);
        return leave(reply);
    }

    private void refused(String line, Reply reply) {
        parts.journal().refused(dialogue.id(), connection.peer(), dialogue.helo(), shown(line), reply);
    }

    /** Never what may be a password: nor what a client says that takes no refusal of AUTH for an answer. */
    private String shown(String line) {
        String verb = Commands.verb(line);
        askedToLogIn |= verb.equals("AUTH");
        return verb.equals("AUTH") || (askedToLogIn && !Commands.isKnown(verb)) ? HIDDEN : line;
    }

    private boolean leave(Reply reply) throws IOException {
        say(reply);
        connection.flush();
        return false;
    }

    private void say(Reply reply) {
        connection.write(Replies.wire(reply));
    }
}
