// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.net.Chunk;
import org.relaywarden.bsmtp.net.Pace;
import org.relaywarden.bsmtp.smtp.DataDecoder;
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
            String trace = Received.line(dialogue, destinations, draft.id(), now);
            IncomingMail mail = new IncomingMail(draft, dialogue.parts().settings().messageBytesMax());
            mail.begin(trace.getBytes(StandardCharsets.US_ASCII));
            return receive(dialogue, draft, mail);
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
                "",
                begun.parameters().eightBit(),
                false,
                begun.dsn());
    }

    private static Step receive(Dialogue dialogue, Draft draft, IncomingMail mail) throws IOException {
        dialogue.connection().write(Replies.wire(Replies.SEND_DATA));
        SessionLimits limits = dialogue.parts().settings().limits();
        Pace pace = new Pace(limits.commandWithin(), limits.dataBytesPerSecondMin(), limits.dataWithin());
        DataDecoder decoder = new DataDecoder();
        while (!decoder.isEnded()) {
            switch (dialogue.connection().readChunk(pace)) {
                case Chunk.Bytes(ByteBuffer bytes) -> {
                    dialogue.connection().consumed(decoder.decode(bytes));
                    mail.take(decoder.decoded(), decoder.decodedLength());
                }
                case Chunk.TooSlow() -> {
                    return Step.leave(Replies.TOO_SLOW);
                }
                case Chunk.EndOfStream() -> {
                    return dialogue.connection().isClosing() ? Step.leave(Replies.CLOSING) : new Step.Leave();
                }
            }
        }
        Optional<Reply> refusal = mail.refusal(decoder);
        return Step.say(refusal.isPresent() ? refusal.get() : commit(dialogue, draft));
    }

    private static Reply commit(Dialogue dialogue, Draft draft) {
        try {
            List<StoredMail> copies = draft.commit();
            dialogue.parts().journal().taken(dialogue.id(), copies);
            return Replies.kept(copies.getFirst().id());
        } catch (SpoolException notKept) {
            return answer(notKept);
        }
    }

    static Reply answer(SpoolException notKept) {
        return notKept.isOutOfSpace() ? Replies.DISK_FULL : Replies.DISK_FAILED;
    }
}
