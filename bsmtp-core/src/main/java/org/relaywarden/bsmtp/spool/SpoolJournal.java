// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.Quarantine;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** What the spool has to tell, one method a fact. Thread-safe. */
final class SpoolJournal implements Quarantine.Listener {

    private static final int RECIPIENTS_SHOWN = 5;

    private final Journal journal;
    private final AtomicBoolean folderForceTold = new AtomicBoolean();

    SpoolJournal(Journal journal) {
        this.journal = journal;
    }

    /** A copy is on disk for good. */
    void queued(StoredMail mail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mailbox", MaildirFolders.named(mail.mailbox()));
        fields.put("class", mail.mailClass());
        fields.put("from", "<" + mail.envelope().sender() + ">");
        fields.put("to", shown(mail));
        fields.put("recipients", mail.recipients().size());
        fields.put("bytes", mail.messageBytes());
        fields.put("peer", mail.envelope().peer().map(InetAddress::getHostAddress).orElse("ourselves"));
        fields.put("helo", mail.envelope().helo());
        journal.fact(mail.id(), "queued", fields);
        journal.count(SpoolCounter.QUEUED);
    }

    /** The disk did not take a message; nothing was promised. */
    void failed(String id, SpoolException why) {
        journal.fact(id, "failed", Map.of("reason", text(why)));
        journal.count(SpoolCounter.FAILED);
    }

    /** Less room than the reserve: a message was not begun. */
    void reserveReached(Path folder, String what, long usable, long reserve) {
        journal.fact("spool", "full",
                ordered("folder", folder, "usable-" + what, usable, "reserve-" + what, reserve));
        journal.count(SpoolCounter.RESERVE_REACHED);
    }

    /** A damaged file was moved aside: someone should look at it. */
    @Override
    public void quarantined(String id, Path from, Path to, String why) {
        journal.fact(id, "quarantined", ordered("from", from, "to", to, "reason", why));
        journal.count(SpoolCounter.QUARANTINED);
    }

    /** A file or folder could not be read; it stays where it is. */
    @Override
    public void unreadable(Path where, Exception why) {
        journal.fact("spool", "unreadable", ordered("path", where, "reason", text(why)));
        journal.count(SpoolCounter.UNREADABLE);
    }

    /** A consumer has done its part and the message is gone. */
    void consumed(StoredMail mail) {
        journal.fact(mail.id(), "consumed", Map.of("mailbox", MaildirFolders.named(mail.mailbox())));
        journal.count(SpoolCounter.CONSUMED);
    }

    /** A consumer failed, or its message could not be removed; it comes again. */
    void postponed(StoredMail mail, Throwable why) {
        journal.fact(mail.id(), "postponed",
                ordered("mailbox", MaildirFolders.named(mail.mailbox()), "reason", text(why)));
        journal.count(SpoolCounter.POSTPONED);
    }

    /** A message is on disk, and whoever was to hear of it failed; the clock finds it. */
    void listenerFailed(StoredMail mail, RuntimeException why) {
        journal.fact(mail.id(), "unheard",
                ordered("mailbox", MaildirFolders.named(mail.mailbox()), "reason", text(why)));
    }

    /** An unfinished file of an earlier process is gone; its sender got no 250. */
    void leftOverRemoved(Path file) {
        journal.fact("spool", "cleared", Map.of("path", file));
        journal.count(SpoolCounter.LEFT_OVERS);
    }

    /** Said once: this file system keeps its folders safe in its own way, or not at all. */
    void folderForceUnknown(Path folder) {
        if (folderForceTold.compareAndSet(false, true)) {
            journal.fact("spool", "unforced", ordered("folder", folder,
                    "reason", "the file system can't force a folder to disk (EINVAL): a power cut may lose new names"));
        }
    }

    private static String shown(StoredMail mail) {
        String first = mail.recipients().stream()
                .limit(RECIPIENTS_SHOWN)
                .map(MailAddress::toString)
                .collect(Collectors.joining(","));
        return mail.recipients().size() > RECIPIENTS_SHOWN ? first + ",..." : first;
    }

    private static String text(Throwable why) {
        return why.getClass().getSimpleName() + ": " + why.getMessage();
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
