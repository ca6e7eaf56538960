// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.MailConsumer;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;

/**
 * Reads the collector's mail. It believes the envelope recipient and nothing else: a token in headers, body or a report
 * proves nothing (decision 12), for those can be copied by whoever saw the probe go by. Thread-safe.
 */
public final class Collector implements MailConsumer {

    /** The spool may keep the time of arrival in whole seconds; a return within that second is no return too early. */
    private static final Duration CLOCK_GRAIN = Duration.ofSeconds(1);

    private static final int HELO_CHARACTERS_MAX = 255;

    private final Tokens tokens;
    private final ProbeBook book;
    private final OurNames ours;
    private final Set<InetAddress> ownAddresses;
    private final CollectorJournal journal;

    /**
     * Reads for these domains.
     *
     * @param ownAddresses the addresses that the scanner dials from: mail from there came by no relay
     */
    public Collector(
            Tokens tokens,
            ProbeBook book,
            OurNames ours,
            Set<InetAddress> ownAddresses,
            Journal journal) {
        this.tokens = tokens;
        this.book = book;
        this.ours = ours;
        this.ownAddresses = Set.copyOf(ownAddresses);
        this.journal = new CollectorJournal(journal);
    }

    @Override
    public void take(StoredMail mail, byte[] message) {
        for (MailAddress recipient : mail.recipients()) {
            readRecipient(mail, message, recipient).ifPresent(why -> journal.notBelieved(mail.id(), recipient, why));
        }
    }

    /** Empty when it was believed, else why it was not. */
    private Optional<String> readRecipient(StoredMail mail, byte[] message, MailAddress recipient) {
        Optional<ProbeToken> token = ProbeToken.read(recipient.localPart());
        if (token.isEmpty()) {
            return Optional.of("no token");
        }
        Optional<Binding> run = book.bindingOf(token.get().runId(), token.get().path());
        if (run.isEmpty() || !tokens.isOurs(token.get(), run.get())) {
            return Optional.of("forged: not our signature");
        }
        return switch (token.get().tokenClass()) {
            case RECIPIENT -> readReturn(mail, message, recipient, token.get().test(), run.get());
            case BOUNCE -> readBounce(mail, recipient, token.get());
        };
    }

    private Optional<String> readReturn(
            StoredMail mail, byte[] message, MailAddress recipient, TestId test, Binding run) {
        if (!ours.isCollectors(recipient.domain())) {
            return Optional.of("a probe's recipient, but not at the collector's domain");
        }
        // S10 names its recipient as sender: what comes there from somebody else is a bounce or an answer.
        boolean toItself = Battery.find(test).filter(RelayTest::isToItself).isPresent();
        if (toItself && mail.envelope().sender().isNull()) {
            return keepBounce(mail, run.runId(), run.path(), test);
        }
        if (toItself && !mail.envelope().sender().toString().equalsIgnoreCase(recipient.toString())) {
            return Optional.of("an answer to a probe, not the probe: its sender is another");
        }
        Optional<InetAddress> peer = mail.envelope().peer();
        if (peer.isEmpty()) {
            return Optional.of("nobody handed it in");
        }
        if (ownAddresses.contains(peer.get()) && !peer.get().equals(run.address())) {
            return Optional.of("handed in by the scanner itself");
        }
        Instant arrivedAt = mail.envelope().receivedAt();
        Optional<Instant> handedOverAt = book.handedOverAt(run.runId(), run.path(), test);
        if (handedOverAt.isEmpty()) {
            // The host saw the token in RCPT, refused it, and somebody wrote there by hand.
            return Optional.of("this test never handed a message over");
        }
        if (arrivedAt.plus(CLOCK_GRAIN).isBefore(handedOverAt.get())) {
            return Optional.of("came before the host had accepted it");
        }
        ProbeReturn proof = new ProbeReturn(
                run.runId(),
                run.path(),
                test,
                arrivedAt,
                peer.get(),
                Visible.of(mail.envelope().helo(), HELO_CHARACTERS_MAX),
                ReturnedMessage.headers(message),
                ReturnedMessage.sha256(message),
                mail.id());
        book.returned(proof);
        journal.returned(proof);
        return Optional.empty();
    }

    private Optional<String> readBounce(StoredMail mail, MailAddress recipient, ProbeToken token) {
        if (!ours.isScanners(recipient.domain())) {
            return Optional.of("a probe's sender, but not at the scanner's domain");
        }
        if (!mail.envelope().sender().isNull()) {
            return Optional.of("an answer to a probe, no bounce: it has a sender"); // RFC 5321 section 4.5.5
        }
        return keepBounce(mail, token.runId(), token.path(), token.test());
    }

    private Optional<String> keepBounce(StoredMail mail, long runId, int path, TestId test) {
        book.bounced(runId, path, test, mail.envelope().receivedAt(), mail.id());
        journal.bounced(mail.id(), runId, test);
        return Optional.empty();
    }
}
