// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Journal;

/** What there is to tell about the certificate, one method a fact. Thread-safe. */
final class TlsJournal {

    private static final String ID = "certificate";

    private final Journal journal;

    TlsJournal(Journal journal) {
        this.journal = journal;
    }

    /** It is shown from now on. */
    void loaded(Path file, X509Certificate certificate) {
        Map<String, Object> fields = about(file, certificate.getNotAfter().toInstant());
        fields.put("subject", certificate.getSubjectX500Principal().getName());
        fields.put("issuer", certificate.getIssuerX500Principal().getName());
        journal.fact(ID, "loaded", fields);
        journal.count(TlsCounter.CERTIFICATES);
    }

    /** The files changed and can't be used; what was shown before is still shown. */
    void brokenRenewal(Path file, Exception why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("reason", String.valueOf(why.getMessage()));
        journal.fact(ID, "kept", fields);
        journal.count(TlsCounter.BROKEN_RENEWALS);
    }

    /** It must be renewed soon. */
    void expiring(Path file, Instant until) {
        journal.fact(ID, "expiring", about(file, until));
    }

    /** It should have been renewed: who looks at it turns away. */
    void expired(Path file, Instant until) {
        journal.fact(ID, "expired", about(file, until));
    }

    private static Map<String, Object> about(Path file, Instant until) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("valid-until", until);
        return fields;
    }
}
