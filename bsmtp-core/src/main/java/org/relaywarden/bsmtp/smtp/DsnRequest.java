// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sender wants to hear about a message (RFC 3461). Immutable. Values stay as they came: they are passed on.
 *
 * @param returned how much of the message a failure report shall bring back; empty where nothing was asked
 * @param envelopeId the value of ENVID, xtext of at most 100 characters; empty where there was none
 * @param recipients what was asked about recipients; those of whom nothing was asked are left out
 */
public record DsnRequest(
        Optional<Returned> returned, String envelopeId, Map<MailAddress, RecipientDsn> recipients) {

    /** RFC 3461 section 4.4. */
    private static final int ENVELOPE_ID_CHARACTERS_MAX = 100;

    private static final DsnRequest NONE = new DsnRequest(Optional.empty(), "", Map.of());

    /** How much of the message comes back (RFC 3461 section 4.3); the names are the words of the parameter. */
    public enum Returned {
        FULL,
        /** Its header alone. */
        HDRS
    }

    public DsnRequest {
        if (!envelopeId.isEmpty() && !isEnvelopeId(envelopeId)) {
            throw new IllegalArgumentException("RFC 3461 section 4.4: ENVID is xtext of at most 100 characters");
        }
        Map<MailAddress, RecipientDsn> asked = new LinkedHashMap<>(recipients);
        asked.values().removeIf(RecipientDsn.none()::equals);
        recipients = Collections.unmodifiableMap(asked);
    }

    /** Nothing was asked. */
    public static DsnRequest none() {
        return NONE;
    }

    /** Whether it is a value for ENVID: xtext that stands for printable ASCII. */
    public static boolean isEnvelopeId(String value) {
        return value.length() <= ENVELOPE_ID_CHARACTERS_MAX
                && Xtext.isLegal(value)
                && Xtext.decode(value).chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** What was asked about this recipient. */
    public RecipientDsn of(MailAddress recipient) {
        return recipients.getOrDefault(recipient, RecipientDsn.none());
    }

    /** The same, with what was asked about these recipients and no others. */
    public DsnRequest about(Collection<MailAddress> some) {
        Map<MailAddress, RecipientDsn> kept = new LinkedHashMap<>(recipients);
        kept.keySet().retainAll(Set.copyOf(some));
        return new DsnRequest(returned, envelopeId, kept);
    }
}
