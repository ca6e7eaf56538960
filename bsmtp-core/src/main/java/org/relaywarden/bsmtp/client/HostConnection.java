// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/** A conversation with a host that has greeted us. Used by one thread. */
public final class HostConnection implements AutoCloseable {

    /** RFC 6531 section 3.5, said by us: the host took such mail once, and does not offer to any more. */
    private static final Reply NO_UTF8_THERE = Reply.of(553, "5.6.7 The host does not offer SMTPUTF8");

    private final Wire wire;
    private final ClientTimeouts timeouts;
    private final Extensions extensions;
    private final String banner;
    private final String tls;
    private final Runnable whenClosed;
    private boolean usable = true;
    private @Nullable Begun begun;

    HostConnection(Wire wire, ClientTimeouts timeouts, Greeted greeted, Runnable whenClosed) {
        this.wire = wire;
        this.timeouts = timeouts;
        this.extensions = greeted.extensions();
        this.banner = greeted.banner();
        this.tls = greeted.tls();
        this.whenClosed = whenClosed;
    }

    /** Whether the host offers SMTPUTF8 (RFC 6531). */
    public boolean offersSmtpUtf8() {
        return extensions.smtpUtf8();
    }

    /** Its greeting, without what changes each time: up to 200 printable ASCII characters, a stranger's text. */
    public String banner() {
        return banner;
    }

    /** Protocol and cipher; empty when the conversation is in the clear. */
    public String tls() {
        return tls;
    }

    /** A message whose commands are on their way, with replies that are not read yet. */
    private record Begun(OutgoingMail mail, Transaction transaction) {}

    /** Hands one message over, and begins no other. Only while {@link #isUsable()}. */
    public Sent send(OutgoingMail mail) {
        return send(mail, Optional::empty);
    }

    /**
     * Hands one message over and, where the host takes commands in groups, begins the next one behind its final dot:
     * one wait for each message instead of two, and the host works while we read. Only while {@link #isUsable()}.
     *
     * @param next the one that is sent next on this connection, or none; asked once, while this message's reply is on
     *     its way, and not at all where it could not be begun. Throws nothing: that reply must be heard
     * @throws IllegalArgumentException when another one was begun
     */
    public Sent send(OutgoingMail mail, Supplier<Optional<OutgoingMail>> next) {
        Transaction transaction = begun(mail);
        if (mail.smtpUtf8() && !extensions.smtpUtf8()) {
            return new Sent.Refused(Step.MAIL, NO_UTF8_THERE, List.of());
        }
        wire.setBusy(true);
        try {
            Sent sent = transaction.run(() -> begin(next));
            usable = transaction.mayGoOn();
            return sent;
        } catch (IOException failed) {
            usable = false;
            Trouble trouble = Trouble.happened(transaction.step(), Wire.words(failed));
            return transaction.step() == Step.DOT ? new Sent.Uncertain(trouble) : new Sent.Stopped(trouble);
        } finally {
            wire.setBusy(begun != null);
        }
    }

    private Transaction begun(OutgoingMail mail) {
        Begun before = begun;
        if (before == null) {
            return new Transaction(wire, timeouts, extensions, mail);
        }
        if (!before.mail().equals(mail)) {
            throw new IllegalArgumentException("another message was begun");
        }
        begun = null;
        return before.transaction();
    }

    private void begin(Supplier<Optional<OutgoingMail>> next) {
        if (!extensions.pipelining()) {
            return;
        }
        Optional<OutgoingMail> mail = next.get().filter(found -> !found.smtpUtf8() || extensions.smtpUtf8());
        Transaction transaction = mail.map(found -> new Transaction(wire, timeouts, extensions, found))
                .filter(Transaction::isOneGroup)
                .orElse(null);
        if (transaction == null) {
            return;
        }
        begun = new Begun(mail.orElseThrow(), transaction);
        try {
            transaction.begin();
        } catch (IOException hungUp) {
            // Whoever asks for its replies finds out. What the host said to the dot may have come before it hung up.
        }
    }

    /**
     * Whether the host takes mail for this recipient, as far as it says before a message; none is sent. RFC 5321
     * section 4.5.1: whoever serves a domain takes mail for its postmaster.
     */
    public boolean wouldTake(MailAddress recipient) {
        if (!usable || begun != null) {
            return false;
        }
        try {
            boolean taken = wire.say("MAIL FROM:<>").isPositive()
                    && wire.say("RCPT TO:<" + recipient + ">").isPositive();
            usable = wire.say("RSET").isPositive();
            return taken;
        } catch (IOException over) {
            usable = false;
            return false;
        }
    }

    /** Whether another message may be sent. */
    public boolean isUsable() {
        return usable;
    }

    /** Says QUIT where the host still listens for a command, and hangs up; a message that was begun is none then. */
    @Override
    public void close() {
        try {
            if (usable && begun == null) {
                wire.write("QUIT\r\n");
                wire.reply(timeouts.quit());
            }
        } catch (IOException gone) {
            // RFC 5321 section 4.1.1.10: whoever hangs up now loses nothing.
        } finally {
            usable = false;
            wire.cut();
            whenClosed.run();
        }
    }
}
