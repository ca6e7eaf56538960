// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.body.Body;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.OutgoingMail;
import org.relaywarden.bsmtp.client.Sent;
import org.relaywarden.bsmtp.client.Sent.RefusedRecipient;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/** Hands shares over on one connection, and says what came of each. Used by one thread. */
final class Handover {

    private final OnwardParts parts;
    private final OnwardJournal journal;
    private final HostConnection connection;
    private final InetSocketAddress host;

    Handover(OnwardParts parts, OnwardJournal journal, HostConnection connection, InetSocketAddress host) {
        this.parts = parts;
        this.journal = journal;
        this.connection = connection;
        this.host = host;
    }

    Fate handOver(Share share) {
        Optional<Body> body;
        try {
            body = body(share);
        } catch (IOException unfit) {
            journal.fault(share.mail().id(), unfit);
            return Fate.waits(share.recipients(), String.valueOf(unfit.getMessage()));
        }
        if (body.isEmpty()) {
            return Fate.gone();
        }
        Envelope envelope = share.mail().envelope();
        return switch (connection.send(new OutgoingMail(envelope.sender(), share.recipients(), envelope.eightBit(),
                envelope.smtpUtf8(), envelope.dsn(), body.get()))) {
            case Sent.Taken(Reply reply, List<MailAddress> taken, List<RefusedRecipient> refused) -> {
                journal.sent(share, taken, host, reply);
                yield judged(taken, Map.of(), refused);
            }
            case Sent.Refused(Step step, Reply reply, List<RefusedRecipient> refused) -> {
                journal.notTaken(share, host, step, reply);
                yield judged(List.of(), decidedBy(share, reply, refused), refused);
            }
            case Sent.Stopped(Trouble trouble) -> Fate.brokeOff(
                    share.recipients(), trouble.toString(), trouble.step().compareTo(Step.BODY) < 0);
            // Sent once more, and perhaps twice (RFC 1047).
            case Sent.Uncertain(Trouble trouble) -> {
                journal.uncertain(share, host, trouble);
                yield Fate.brokeOff(share.recipients(), trouble.toString(), false);
            }
        };
    }

    private Optional<Body> body(Share share) throws IOException {
        Optional<InputStream> message = parts.spool().open(share.mail());
        if (message.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream open = message.get()) {
            return Optional.of(Body.checked(open, () -> parts.spool()
                    .open(share.mail())
                    .orElseThrow(() -> new NoSuchFileException(share.mail().id() + " is gone"))));
        }
    }

    /** Those whom the host had taken, before it refused the message. */
    private static Map<MailAddress, Reply> decidedBy(Share share, Reply reply, List<RefusedRecipient> refused) {
        List<MailAddress> heard = refused.stream().map(RefusedRecipient::recipient).toList();
        return share.recipients().stream()
                .filter(recipient -> !heard.contains(recipient))
                .collect(Collectors.toMap(recipient -> recipient, recipient -> reply, (first, second) -> first));
    }

    private Fate judged(List<MailAddress> taken, Map<MailAddress, Reply> decided, List<RefusedRecipient> refused) {
        List<RefusedRecipient> all = new ArrayList<>(refused);
        decided.forEach((recipient, reply) -> all.add(new RefusedRecipient(recipient, reply)));
        Instant now = parts.clock().instant();
        List<FailedRecipient> failed = new ArrayList<>();
        List<MailAddress> tooMany = new ArrayList<>();
        List<MailAddress> waiting = new ArrayList<>();
        String words = "";
        for (RefusedRecipient one : all) {
            if (!taken.isEmpty() && one.reply().meansTooManyRecipients()) {
                tooMany.add(one.recipient());
            } else if (one.reply().isPermanent()) {
                failed.add(FailedRecipient.refused(one.recipient(), host.getAddress(), one.reply(), now));
            } else {
                waiting.add(one.recipient());
                words = one.reply().toString();
            }
        }
        return new Fate(taken, failed, tooMany, waiting, words, Fate.Connection.STANDS);
    }
}
