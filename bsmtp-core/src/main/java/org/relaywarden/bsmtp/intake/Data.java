// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.incoming.IncomingMail;
import org.relaywarden.bsmtp.incoming.Trace;
import org.relaywarden.bsmtp.incoming.Transaction;
import org.relaywarden.bsmtp.incoming.Unfit;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.net.Chunk;
import org.relaywarden.bsmtp.net.Pace;
import org.relaywarden.bsmtp.quota.Reservations;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.SpoolException;

/** DATA (RFC 5321 section 4.1.1.4): the mail itself, and the promise that a 250 is. */
final class Data implements Command {

    @Override
    public Step run(Dialogue dialogue, String argument) throws IOException {
        if (!argument.isBlank()) {
            return Step.say(Replies.NO_ARGUMENT);
        }
        Optional<Transaction> begun = dialogue.transaction();
        if (begun.isEmpty()) {
            return Step.say(Replies.MAIL_FIRST);
        }
        List<Destination> destinations = begun.get().destinations();
        if (destinations.isEmpty()) {
            return Step.say(Replies.NO_RECIPIENT);
        }
        // RFC 2920 section 3.1: nothing may follow DATA before our 354. What does is no mail, nor should it run as one.
        if (dialogue.connection().hasInput()) {
            return Step.leave(Replies.SPOKE_TOO_SOON);
        }
        Instant now = dialogue.parts().clock().instant();
        Envelope envelope = envelope(dialogue, begun.get(), now);
        try (Draft draft = dialogue.parts().spool().begin(envelope, destinations)) {
            begun.get().reservations().storing(draft.ids());
            Trace trace = trace(dialogue, begun.get(), destinations, draft.id(), now);
            IntakeSettings settings = dialogue.parts().settings();
            boolean mends = settings.mendsLineEndsOf().test(dialogue.connection().peer());
            IncomingMail mail = new IncomingMail(draft, settings.messageBytesMax(), mends, trace);
            int traceBytes = (int) draft.messageBytes();
            return receive(dialogue, begun.get().reservations(), draft, mail, () -> dialogue.parts().screening()
                    .refusal(draft, envelope, destinations, traceBytes));
        } catch (SpoolException notBegun) {
            return Step.say(answer(notBegun));
        } finally {
            dialogue.reset();
        }
    }

    private static Envelope envelope(Dialogue dialogue, Transaction begun, Instant now) {
        return new Envelope(
                begun.sender(),
                now,
                Optional.of(dialogue.connection().peer()),
                dialogue.helo(),
                dialogue.tls(),
                begun.parameters().eightBit(),
                begun.parameters().smtpUtf8(),
                begun.dsn(),
                begun.submission());
    }

    private static Trace trace(
            Dialogue dialogue, Transaction begun, List<Destination> destinations, String id, Instant now) {
        return new Trace(
                dialogue.helo(),
                dialogue.connection().peer(),
                dialogue.parts().settings().hostName(),
                protocol(dialogue, begun.parameters().smtpUtf8()),
                dialogue.tls(),
                id,
                destinations.stream().flatMap(copy -> copy.recipients().stream()).toList(),
                now);
    }

    /** RFC 3848, RFC 6531 section 4.3. HELO within TLS has no word of its own. */
    private static String protocol(Dialogue dialogue, boolean smtpUtf8) {
        if (!dialogue.isExtended()) {
            return smtpUtf8 ? "UTF8SMTP" : "SMTP";
        }
        return (smtpUtf8 ? "UTF8SMTP" : "ESMTP")
                + (dialogue.isSecured() ? "S" : "")
                + (dialogue.login().isEmpty() ? "" : "A");
    }

    /** Looks at the whole mail before it is kept. */
    @FunctionalInterface
    private interface LastLook {
        Optional<Reply> refusal() throws SpoolException;
    }

    private static Step receive(
            Dialogue dialogue, Reservations reservations, Draft draft, IncomingMail mail, LastLook lastLook)
            throws IOException, SpoolException {
        dialogue.connection().write(Replies.wire(Replies.SEND_DATA));
        SessionLimits limits = dialogue.limits();
        Pace pace = new Pace(limits.commandWithin(), limits.dataBytesPerSecondMin(), limits.dataWithin());
        while (!mail.isEnded()) {
            switch (dialogue.connection().readChunk(pace)) {
                case Chunk.Bytes(ByteBuffer bytes) -> dialogue.connection().consumed(mail.take(bytes));
                case Chunk.TooSlow() -> {
                    return Step.leave(Replies.TOO_SLOW);
                }
                case Chunk.EndOfStream() -> {
                    return dialogue.connection().isClosing() ? Step.leave(Replies.CLOSING) : new Step.Leave();
                }
            }
        }
        Optional<Unfit> unfit = mail.unfit();
        dialogue.parts().journal().lineEnds(unfit, mail.isMended());
        Optional<Reply> refusal = unfit.isPresent() ? unfit.map(Data::answer) : lastLook.refusal();
        return Step.say(refusal.isPresent() ? refusal.get() : commit(dialogue, reservations, draft));
    }

    private static Reply commit(Dialogue dialogue, Reservations reservations, Draft draft) {
        try {
            List<StoredMail> copies = draft.commit();
            reservations.stored(copies);
            dialogue.parts().knownPeers().remember(dialogue.connection().peer());
            dialogue.parts().journal().taken(dialogue.id(), copies);
            return Replies.kept(copies.getFirst().id());
        } catch (SpoolException notKept) {
            return answer(notKept);
        }
    }

    private static Reply answer(Unfit unfit) {
        return switch (unfit) {
            case Unfit.TooLarge() -> Replies.TOO_LARGE;
            case Unfit.LoneLineEnd() -> Replies.LONE_LINE_END;
            case Unfit.Nul() -> Replies.HOLDS_NUL;
            case Unfit.LineTooLong() -> Replies.TEXT_LINE_TOO_LONG;
            case Unfit.Loop() -> Replies.LOOP;
            case Unfit.NotWritten(SpoolException why) -> answer(why);
        };
    }

    private static Reply answer(SpoolException notKept) {
        return notKept.isOutOfSpace() ? Replies.DISK_FULL : Replies.DISK_FAILED;
    }
}
