// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.bounce.BounceJudge.Judgement;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * Bounces under names that follow from the message and its failed recipients: written again after a crash, a bounce
 * that still waits stays one.
 */
final class SpooledBounces implements Bounces {

    private static final int NAME_DIGITS = 40;

    private final BounceParts parts;
    private final BounceSettings settings;
    private final BounceJournal journal;
    private final BounceRate rate;
    private final BounceRate delayRate;
    private final Report bounce;
    private final Report delay;
    private final Report forPostmaster;

    SpooledBounces(BounceParts parts, BounceSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.journal = new BounceJournal(parts.journal());
        this.rate = new BounceRate(settings, parts.clock());
        // Its own: what is only a courtesy must not use up what bounces need.
        this.delayRate = new BounceRate(settings, parts.clock());
        this.bounce = new Report(settings, ReportKind.FAILURE);
        this.delay = new Report(settings, ReportKind.DELAY);
        this.forPostmaster = new Report(settings, ReportKind.DOUBLE);
    }

    @Override
    public Bounced bounce(OpenedMail opened, BounceRequest request) throws IOException, SpoolException {
        StoredMail mail = opened.mail();
        checkRecipients(mail, request.failed());
        Bounced bounced = switch (BounceJudge.of(mail.envelope(), request)) {
            case Judgement.Decided(Bounced decided) -> decided;
            case Judgement.Owed owed -> {
                Optional<Bounced.Held> over = rate.take(causeOf(mail), owed.sender());
                yield over.isPresent() ? over.get() : queued(opened, owed);
            }
        };
        switch (bounced) {
            case Bounced.Queued _ -> { }
            case Bounced.NotOwed notOwed -> journal.notOwed(mail, request.failed(), notOwed.why());
            case Bounced.Held held -> journal.held(mail, request.failed(), held);
        }
        return bounced;
    }

    private Bounced queued(OpenedMail opened, Judgement.Owed owed) throws IOException, SpoolException {
        StoredMail stored = put(bounce, opened, owed.told(), SystemMailbox.OUTGOING, owed.sender());
        journal.bounced(opened.mail(), stored, owed.told());
        return new Bounced.Queued(stored.id(), owed.settled());
    }

    @Override
    public Bounced tellDelayed(OpenedMail opened, List<FailedRecipient> waiting, BooleanSupplier spfFailed)
            throws IOException, SpoolException {
        StoredMail mail = opened.mail();
        checkRecipients(mail, waiting);
        Bounced told = switch (BounceJudge.ofDelay(mail.envelope(), waiting, spfFailed)) {
            case Judgement.Decided(Bounced decided) -> decided;
            case Judgement.Owed owed -> {
                Optional<Bounced.Held> over = delayRate.take(causeOf(mail), owed.sender());
                if (over.isPresent()) {
                    yield over.get();
                }
                StoredMail notice = put(delay, opened, owed.told(), SystemMailbox.OUTGOING, owed.sender());
                journal.delayTold(mail, notice, owed.told());
                yield new Bounced.Queued(notice.id(), owed.settled());
            }
        };
        switch (told) {
            case Bounced.Queued _ -> { }
            case Bounced.NotOwed notOwed -> journal.delayNotTold(mail, waiting, notOwed.why());
            case Bounced.Held held -> journal.delayNotTold(mail, waiting, held.why());
        }
        return told;
    }

    @Override
    public StoredMail tellPostmaster(OpenedMail opened, List<FailedRecipient> failed)
            throws IOException, SpoolException {
        checkRecipients(opened.mail(), failed);
        StoredMail stored = put(forPostmaster, opened, failed, SystemMailbox.POSTMASTER, settings.postmaster());
        journal.doubleBounced(opened.mail(), stored, failed);
        return stored;
    }

    private StoredMail put(Report report, OpenedMail opened, List<FailedRecipient> failed, SystemMailbox mailbox,
            MailAddress to) throws IOException, SpoolException {
        String name = nameOf(report.kind(), opened.mail(), failed);
        Report.Composed composed = report.compose(opened, failed, to, name, parts.clock().instant());
        return parts.spool().put(
                composed.envelope(),
                new Destination(mailbox, MailClass.SYSTEM, List.of(to)),
                name,
                composed.message());
    }

    /** Always the same for the same failure; nothing of a stranger's is in it but as a digest. */
    private static String nameOf(ReportKind kind, StoredMail mail, List<FailedRecipient> failed) {
        String what = mail.id() + "\n" + failed.stream()
                .map(one -> one.recipient().toString())
                .sorted()
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return kind.namePrefix() + HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void checkRecipients(StoredMail mail, List<FailedRecipient> failed) {
        if (failed.isEmpty()
                || !mail.recipients().containsAll(
                        failed.stream().map(FailedRecipient::recipient).toList())) {
            throw new IllegalArgumentException("failed recipients of " + mail.id() + " that it does not have");
        }
    }

    /** Whose account it is that causes the bounce; of mail by our smarthost, who handed it in. */
    private static String causeOf(StoredMail mail) {
        return switch (mail.mailbox()) {
            case Mailbox.Account(String login) -> login;
            case SystemMailbox system -> mail.envelope().submission()
                    .map(Submission::login)
                    .filter(login -> !login.isEmpty())
                    .or(() -> mail.envelope().peer().map(InetAddress::getHostAddress))
                    .orElse("system/" + system.folder());
        };
    }
}
