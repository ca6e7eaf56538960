// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.SpoolException;

/** Shows each message to the content filter before it is kept, and does with it what the filter ruled. Thread-safe. */
public final class Screening implements AutoCloseable {

    /** The field on top of what was set aside; says why. */
    public static final String SET_ASIDE = "X-Relaywarden-Set-Aside";

    private static final Reply HEADER_TOO_LARGE =
            Reply.of(550, "5.6.0 Not kept: a header of more than 1 MiB or 10000 fields");

    private final Optional<ContentFilter> filter;
    private final FilterJournal journal;

    private Screening(Optional<ContentFilter> filter, Journal journal) {
        this.filter = filter;
        this.journal = new FilterJournal(journal);
    }

    /** No filter: everything is kept as it came, and nothing is read for it. */
    public static Screening none(Journal journal) {
        return new Screening(Optional.empty(), journal);
    }

    /** By this filter, which is closed with it. */
    public static Screening by(ContentFilter filter, Journal journal) {
        return new Screening(Optional.of(filter), journal);
    }

    /**
     * Shows a message that is all in the draft to the filter, and rewrites the draft where that is the ruling.
     *
     * @param destinations those that the draft was begun with
     * @param traceBytes how much of the draft is our own trace line
     * @return why it is not to be kept, if so
     * @throws SpoolException when the draft can't be read
     */
    public Optional<Reply> refusal(Draft draft, Envelope envelope, List<Destination> destinations, int traceBytes)
            throws SpoolException {
        List<Destination> customers = destinations.stream().filter(Screening::isCustomers).toList();
        // A probe that came back, and a customer's answer that quotes one, must not be refused as spam.
        if (filter.isEmpty() || customers.isEmpty()) {
            return Optional.empty();
        }
        try {
            return new Screened(draft, envelope, destinations, customers, traceBytes).refusal(filter.get());
        } catch (IOException unreadable) {
            throw new SpoolException(draft.id() + ": what was written can't be read again: " + unreadable
                    + ". Look at the disk's health", false, unreadable);
        }
    }

    private static boolean isCustomers(Destination destination) {
        return destination.mailClass() != MailClass.SYSTEM;
    }

    /** Breaks off what the filter has under way; those messages are deferred. */
    @Override
    public void close() {
        filter.ifPresent(ContentFilter::close);
    }

    /** One message. */
    private final class Screened {

        private final Draft draft;
        private final Envelope envelope;
        private final List<Destination> system;
        private final List<Destination> customers;
        private final int traceBytes;

        Screened(Draft draft, Envelope envelope, List<Destination> all, List<Destination> customers, int traceBytes) {
            this.draft = draft;
            this.envelope = envelope;
            this.system = all.stream().filter(destination -> !isCustomers(destination)).toList();
            this.customers = customers;
            this.traceBytes = traceBytes;
        }

        Optional<Reply> refusal(ContentFilter judge) throws IOException {
            Optional<HeadReader.Found> found = HeadReader.read(from(traceBytes));
            if (found.isEmpty()) {
                return rejected(HEADER_TOO_LARGE, Head.of(List.of()), 0);
            }
            Head head = found.get().head();
            long headBytes = found.get().headBytes();
            Examined mail = new Examined(draft.id(), envelope, recipients(), head,
                    () -> from(traceBytes + found.get().bodyFrom()));
            return switch (judge.judge(mail)) {
                case Ruling.Accept(Head changed) -> {
                    journal.accepted();
                    if (!changed.equals(head)) {
                        draft.rewrite(system, customers, top(changed, ""), below(changed, headBytes));
                    }
                    yield Optional.empty();
                }
                case Ruling.SetAside(Head changed, String why) -> setAside(changed, headBytes, why);
                case Ruling.Reject(Reply reply) -> rejected(reply, head, headBytes);
                case Ruling.Defer(Reply reply) -> {
                    journal.deferred();
                    yield Optional.of(reply);
                }
            };
        }

        /** One reply speaks for all recipients: where the program is one, the customers' copies are set aside. */
        private Optional<Reply> rejected(Reply reply, Head head, long headBytes) throws IOException {
            if (!system.isEmpty()) {
                return setAside(head, headBytes, "refused, " + reply);
            }
            journal.rejected();
            return Optional.of(reply);
        }

        private Optional<Reply> setAside(Head head, long headBytes, String why) throws IOException {
            String note = HeaderField.of(SET_ASIDE, why).wire();
            draft.rewrite(system, inAccounts(), top(head, note), below(head, headBytes));
            journal.setAside(draft.id(), why, customers);
            return Optional.empty();
        }

        private List<MailAddress> recipients() {
            return customers.stream().flatMap(copy -> copy.recipients().stream()).toList();
        }

        /** B10: one copy in each account's own mailbox, from where it is never pushed. */
        private List<Destination> inAccounts() {
            Map<Mailbox, Set<MailAddress>> accounts = new LinkedHashMap<>();
            customers.forEach(copy -> accounts.computeIfAbsent(copy.mailbox(), mailbox -> new LinkedHashSet<>())
                    .addAll(copy.recipients()));
            return accounts.entrySet().stream()
                    .map(one -> new Destination(one.getKey(), MailClass.ACCOUNT, List.copyOf(one.getValue())))
                    .toList();
        }

        /** Where what is not on top begins: below our trace line, or below a header that is another now. */
        private long below(Head head, long headBytes) {
            return traceBytes + (head.isAltered() ? headBytes : 0);
        }

        private byte[] top(Head head, String note) throws IOException {
            ByteArrayOutputStream top = new ByteArrayOutputStream();
            top.writeBytes(note.getBytes(StandardCharsets.ISO_8859_1));
            head.above().forEach(field -> top.writeBytes(field.bytes()));
            top.writeBytes(draft.message().readNBytes(traceBytes));
            head.below().forEach(field -> top.writeBytes(field.bytes()));
            if (head.isAltered()) {
                head.received().forEach(field -> top.writeBytes(field.bytes()));
            }
            return top.toByteArray();
        }

        private InputStream from(long first) throws IOException {
            InputStream message = draft.message();
            message.skipNBytes(first);
            return message;
        }
    }
}
