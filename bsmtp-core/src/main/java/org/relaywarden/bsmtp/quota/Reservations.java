// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;

/**
 * The room that is kept for one mail transaction, in each mailbox that it was granted in, from RCPT to the end of the
 * transaction, however it ends. Without it fifty senders at once would each be told that there is room for theirs. Used
 * by the one thread of its session; others look at it only through the mailboxes.
 */
public final class Reservations implements AutoCloseable {

    /** One copy of the message: a mailbox and a class have one, whatever recipients it serves. */
    private record Copy(String login, MailClass mailClass) {}

    private record Held(AccountUse account, long promisedBytes) {}

    private final Map<Copy, Held> held = new LinkedHashMap<>();
    private volatile Set<String> ids = Set.of();
    private List<StoredMail> stored = List.of();

    /** Makes none as yet. */
    public Reservations() {}

    boolean holds(String login, MailClass mailClass) {
        return held.containsKey(new Copy(login, mailClass));
    }

    void add(String login, MailClass mailClass, AccountUse account, long promisedBytes) {
        held.put(new Copy(login, mailClass), new Held(account, promisedBytes));
    }

    /**
     * Says under which ids the message is going to lie; before any of them can be seen. Their files are counted by this
     * reservation, and not as files, until it ends.
     */
    public void storing(List<String> newIds) {
        ids = Set.copyOf(newIds);
    }

    /** Says what lies there for good, before the end. */
    public void stored(List<StoredMail> copies) {
        stored = List.copyOf(copies);
    }

    /** The ids that {@link #storing} told; for any thread. */
    Set<String> ids() {
        return ids;
    }

    /** Ends it: what was stored counts as used, the rest is free again. Doing it twice does nothing. */
    @Override
    public void close() {
        held.forEach((copy, of) -> {
            List<StoredMail> copies = stored.stream()
                    .filter(mail -> mail.mailbox().equals(new Mailbox.Account(copy.login())))
                    .filter(mail -> mail.mailClass() == copy.mailClass())
                    .toList();
            of.account().end(this, of.promisedBytes(), copies);
        });
        held.clear();
    }
}
