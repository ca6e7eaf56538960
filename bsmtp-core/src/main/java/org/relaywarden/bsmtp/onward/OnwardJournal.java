// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/** What is told of mail on its way to the world, one method a fact. Thread-safe. */
final class OnwardJournal {

    private final Journal journal;

    OnwardJournal(Journal journal) {
        this.journal = journal;
    }

    /** A host has it, for these. */
    void sent(Share share, List<MailAddress> taken, InetSocketAddress host, Reply reply) {
        write(share.mail(), "sent", "to", taken, "host", text(host), "reply", reply);
        journal.count(OnwardCounter.SENT);
    }

    /** It lies in mailboxes of our own. */
    void keptHere(Share share, List<StoredMail> copies) {
        write(share.mail(), "kept-here", "to", share.recipients(), "copies",
                copies.stream().map(StoredMail::id).collect(Collectors.joining(" ")));
        journal.count(OnwardCounter.SENT);
    }

    /** A host refused the message, for now or for good. */
    void notTaken(Share share, InetSocketAddress host, Step step, Reply reply) {
        write(share.mail(), "not-taken", "to", share.recipients(), "host", text(host), "step", step.word(), "reply",
                reply);
    }

    /** A host may have it: it is sent once more. */
    void uncertain(Share share, InetSocketAddress host, Trouble trouble) {
        write(share.mail(), "uncertain", "to", share.recipients(), "host", text(host), "reason", trouble);
        journal.count(OnwardCounter.UNCERTAIN);
    }

    /** Not this time. */
    void deferred(Share share, String words, Instant retryAt) {
        write(share.mail(), "deferred", "to", share.recipients(), "reason", words, "retry", retryAt);
        journal.count(OnwardCounter.DEFERRED);
    }

    /** These never get it; the bounce is told by who writes it. */
    void givenUp(StoredMail mail, List<FailedRecipient> failed) {
        write(mail, "given-up", "to", failed.stream().map(FailedRecipient::recipient).toList(), "status",
                failed.getFirst().status(), "reason", failed.getFirst().diagnostic());
        journal.count(OnwardCounter.GIVEN_UP);
    }

    /** No host on a way serves us now. */
    void unreachable(Way way, String words, int waiting, Instant retryAt) {
        fact("onward", "unreachable", Map.of(), "way", way, "reason", words, "waiting", waiting, "retry", retryAt);
        journal.count(OnwardCounter.UNREACHABLE);
    }

    /** Something of ours failed: the disk or the database for the most part; the message stays. */
    void fault(String id, Throwable why) {
        fact(id, "faulted", Map.of(), "reason", why);
        journal.count(OnwardCounter.FAULTS);
    }

    private void write(StoredMail mail, String fact, Object... namesAndValues) {
        fact(mail.id(), fact, mail.envelope().submission()
                .map(Submission::login)
                .filter(login -> !login.isEmpty())
                .map(login -> Map.<String, Object>of("login", login))
                .orElse(Map.of()), namesAndValues);
    }

    private void fact(String id, String fact, Map<String, Object> before, Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>(before);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        journal.fact(id, fact, fields);
    }

    private static String text(InetSocketAddress host) {
        return host.getAddress().getHostAddress() + ":" + host.getPort();
    }
}
