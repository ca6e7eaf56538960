// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;

/** What the relay has to tell, one method a fact. Thread-safe. */
final class OutgoingJournal {

    private final Journal journal;
    private final String host;

    OutgoingJournal(Journal journal, InetSocketAddress host) {
        this.journal = journal;
        this.host = host.getAddress().getHostAddress() + ":" + host.getPort();
    }

    /** The relay host has it. */
    void relayed(StoredMail mail, Object reply) {
        write(mail.id(), "relayed", "to", mail.recipients(), "relay", host, "reply", reply);
        journal.count(OutgoingCounter.RELAYED);
    }

    /** Not this time. */
    void deferred(StoredMail mail, String words, Instant retryAt) {
        write(mail.id(), "deferred", "to", mail.recipients(), "relay", host, "reason", words, "retry", retryAt);
        journal.count(OutgoingCounter.DEFERRED);
    }

    /** It is the postmaster's now. */
    void givenUp(StoredMail mail, String words) {
        write(mail.id(), "given-up", "to", mail.recipients(), "relay", host, "reason", words);
        journal.count(OutgoingCounter.GIVEN_UP);
    }

    /** It can't be reached, or serves nobody now. */
    void hostFailed(String words, int waiting, Instant retryAt) {
        write("outgoing", "host-failed", "relay", host, "reason", words, "waiting", waiting, "retry", retryAt);
        journal.count(OutgoingCounter.HOST_FAILED);
    }

    /** A message or the mailbox could not be read, written or taken off; it stays. */
    void fault(String id, Exception why) {
        write(id, "faulted", "reason", why);
        journal.count(OutgoingCounter.FAULTS);
    }

    private void write(String id, String fact, Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        journal.fact(id, fact, fields);
    }
}
