// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.body.DotStuffer;
import org.relaywarden.bsmtp.client.Sent.RefusedRecipient;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/** One mail transaction (RFC 5321 section 3.3), which may be begun before the end of the one before it. Used once. */
final class Transaction {

    /** Commands sent before their replies are read; so few that both fit in any system's buffers (RFC 2920 3.1). */
    private static final int GROUP_MAX = 100;

    private static final int BLOCK_BYTES = 64 << 10;
    private static final int CLOSING = 421;
    private static final int START_INPUT = 354;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Wire wire;
    private final ClientTimeouts timeouts;
    private final Extensions extensions;
    private final OutgoingMail mail;
    private final List<MailAddress> accepted = new ArrayList<>();
    private final List<RefusedRecipient> refused = new ArrayList<>();
    private @Nullable Reply mailRefused;
    private @Nullable Reply dataReply;
    private @Nullable Trouble closing;
    private Step step = Step.MAIL;
    private boolean mayGoOn = true;
    private boolean begun;

    Transaction(Wire wire, ClientTimeouts timeouts, Extensions extensions, OutgoingMail mail) {
        this.wire = wire;
        this.timeouts = timeouts;
        this.extensions = extensions;
        this.mail = mail;
    }

    /** A command and whom it is about. */
    private record Command(Step step, String line, Optional<MailAddress> recipient) {}

    /** Where it got to; {@link Step#DOT} from the moment when the final dot may be on its way. */
    Step step() {
        return step;
    }

    /** Whether the conversation can go on after it. */
    boolean mayGoOn() {
        return mayGoOn;
    }

    /** Whether all its commands may go out before the replies to any of them are read. */
    boolean isOneGroup() {
        return extensions.pipelining() && mail.recipients().size() + 2 <= GROUP_MAX;
    }

    /**
     * Sends its commands behind the final dot of the one before, whose reply is still to come: RFC 2920 section 3.1
     * lets a message be the first of a group. Only if {@link #isOneGroup()}.
     */
    void begin() throws IOException {
        begun = true;
        write(commands());
    }

    /**
     * @param behindDot done once, when the final dot is on its way and its reply is not read yet; throws nothing
     * @throws IOException when the conversation broke, at {@link #step()}
     */
    Sent run(Runnable behindDot) throws IOException {
        converse(commands());
        if (closing != null) {
            return stopped(closing);
        }
        Reply go = dataReply;
        if (go == null || go.code() != START_INPUT) {
            return refusedBeforeData();
        }
        if (accepted.isEmpty()) {
            return endedUnsent();
        }
        if (mailRefused != null) {
            throw new IOException("the host refused MAIL and took a recipient");
        }
        return sendBody(behindDot);
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        commands.add(new Command(Step.MAIL, CommandLines.mail(mail, extensions), Optional.empty()));
        for (MailAddress recipient : mail.recipients()) {
            commands.add(new Command(
                    Step.RECIPIENT, CommandLines.recipient(mail, recipient, extensions), Optional.of(recipient)));
        }
        commands.add(new Command(Step.DATA, "DATA", Optional.empty()));
        return commands;
    }

    /** Sends the commands, in groups where the host allows it (RFC 2920); ends early where going on has no use. */
    private void converse(List<Command> commands) throws IOException {
        int groupMax = extensions.pipelining() ? GROUP_MAX : 1;
        int at = 0;
        while (at < commands.size() && closing == null && mailRefused == null) {
            List<Command> group = commands.subList(at, Math.min(at + groupMax, commands.size()));
            if (at > 0 && group.getFirst().step() == Step.DATA && accepted.isEmpty()) {
                return;
            }
            step = group.getFirst().step();
            if (!begun) {
                write(group);
            }
            for (Command command : group) {
                step = command.step();
                take(command, wire.reply(step == Step.DATA ? timeouts.data() : timeouts.command()));
                if (closing != null) {
                    return;
                }
            }
            at += group.size();
        }
    }

    private void write(List<Command> group) throws IOException {
        wire.write(group.stream().map(command -> command.line() + "\r\n").collect(Collectors.joining()));
    }

    private void take(Command command, Reply reply) {
        if (reply.code() == CLOSING) { // RFC 5321 section 3.8: it hangs up now
            closing = Trouble.said(command.step(), reply);
            return;
        }
        switch (command.step()) {
            case RECIPIENT -> {
                MailAddress recipient = command.recipient().orElseThrow();
                if (reply.isPositive()) {
                    accepted.add(recipient);
                } else {
                    refused.add(new RefusedRecipient(recipient, reply));
                }
            }
            case DATA -> dataReply = reply;
            case MAIL -> mailRefused = reply.isPositive() ? null : reply;
            case CONNECT, BANNER, HELLO, TLS, BODY, DOT, RESET ->
                throw new IllegalStateException("no command of a mail");
        }
    }

    private Sent refusedBeforeData() throws IOException {
        Reply mailReply = mailRefused;
        Reply data = dataReply;
        Sent.Refused result = mailReply != null
                ? new Sent.Refused(Step.MAIL, mailReply, List.of())
                : accepted.isEmpty() || data == null
                        ? new Sent.Refused(Step.RECIPIENT, refused.getFirst().reply(), refused)
                        : new Sent.Refused(Step.DATA, data, refused);
        reset();
        return result;
    }

    /** DATA went out with the recipients, none was taken, and yet the host waits for a message: an empty one. */
    private Sent endedUnsent() throws IOException {
        step = Step.DATA;
        wire.write(".\r\n");
        Reply ended = wire.reply(timeouts.afterDot());
        if (ended.code() == CLOSING) {
            return stopped(Trouble.said(Step.DATA, ended));
        }
        Reply mailReply = mailRefused;
        Sent result = mailReply != null
                ? new Sent.Refused(Step.MAIL, mailReply, List.of())
                : new Sent.Refused(Step.RECIPIENT, refused.getFirst().reply(), refused);
        reset();
        return result;
    }

    private Sent sendBody(Runnable behindDot) throws IOException {
        step = Step.BODY;
        DotStuffer stuffer = new DotStuffer();
        try (InputStream body = mail.body().open()) {
            byte[] block = new byte[BLOCK_BYTES];
            int got = body.read(block);
            while (got >= 0) {
                stuffer.take(block, got);
                got = body.read(block);
                if (got >= 0) {
                    writeOrHear(stuffer);
                }
            }
        }
        stuffer.end();
        // A reply that was there before the dot is none to the dot, and must not pass for one.
        if (wire.hasUnread()) {
            throw new IOException("out of step: the host answered before the message ended"
                    + lastWords().map(words -> ", " + words).orElse(""));
        }
        step = Step.DOT; // from here on, only a reply tells whose the message is
        wire.write(stuffer.stuffed(), stuffer.length());
        behindDot.run();
        Reply reply = wire.reply(timeouts.afterDot());
        if (reply.isPositive()) {
            return new Sent.Taken(reply, accepted, refused);
        }
        if (reply.code() == CLOSING) {
            return stopped(Trouble.said(Step.DOT, reply));
        }
        if (!reply.isTransient() && !reply.isPermanent()) {
            throw new IOException("out of step: " + reply.code() + " where 250 belongs");
        }
        return new Sent.Refused(Step.DOT, reply, refused);
    }

    /** A host that hangs up in the middle may have said why. */
    private void writeOrHear(DotStuffer stuffer) throws IOException {
        try {
            wire.write(stuffer.stuffed(), stuffer.length());
        } catch (IOException cutOff) {
            throw lastWords().map(words -> new IOException("the host hung up within the message: " + words, cutOff))
                    .orElse(cutOff);
        }
    }

    private Optional<Reply> lastWords() {
        try {
            return Optional.of(wire.reply(LAST_WORDS));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Sent stopped(Trouble trouble) {
        mayGoOn = false;
        return new Sent.Stopped(trouble);
    }

    /** RFC 5321 section 4.1.1.5: what failed is forgotten before the next one; where even that fails, it is over. */
    private void reset() {
        step = Step.RESET;
        try {
            mayGoOn = wire.say("RSET").isPositive();
        } catch (IOException over) {
            mayGoOn = false;
        }
    }
}
