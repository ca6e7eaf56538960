// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;

/**
 * What the accounting port has to tell, one method a fact. What a report meant, sign-on tells. All is counted; of what
 * anybody can cause, a line a minute is written for each source. Thread-safe.
 */
final class RadiusJournal {

    private final Journal journal;
    private final Ration ration;

    RadiusJournal(Journal journal, InstantSource clock) {
        this.journal = journal;
        ration = new Ration(clock);
    }

    void answered() {
        journal.count(RadiusCounter.ANSWERED);
    }

    void repeated() {
        journal.count(RadiusCounter.REPEATED);
    }

    void shed(InetSocketAddress source) {
        write(source, "radius-shed", "too many reports wait; is the database slow?", RadiusCounter.SHED);
    }

    void stranger(InetSocketAddress source) {
        write(source, "radius-stranger", "not among radius.clients", RadiusCounter.STRANGERS);
    }

    void unproven(InetSocketAddress source) {
        write(source, "radius-unproven", "the authenticator does not fit: compare the secrets", RadiusCounter.UNPROVEN);
    }

    void malformed(InetSocketAddress source, String why) {
        write(source, "radius-malformed", why, RadiusCounter.MALFORMED);
    }

    void failed(InetSocketAddress source, Exception why) {
        write(source, "radius-failed", why.toString(), RadiusCounter.FAILED);
    }

    /** The socket itself failed. */
    void unheard(Exception why) {
        write("-", "radius-unheard", why.toString(), RadiusCounter.FAILED);
    }

    /** The help desk's wish to end a session, and what the access server said (B16). */
    void disconnect(String login, String nas, String session, String answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nas", nas);
        fields.put("session", session);
        fields.put("answer", answer);
        journal.fact(login, "disconnect", fields);
    }

    private void write(InetSocketAddress source, String fact, String reason, Counter counter) {
        write(AddressText.of(source.getAddress()), fact, reason, counter);
    }

    private void write(String source, String fact, String reason, Counter counter) {
        journal.count(counter);
        ration.take(fact + " " + source).ifPresent(untold -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("reason", reason);
            fields.put("untold", untold);
            journal.fact(source, fact, fields);
        });
    }
}
