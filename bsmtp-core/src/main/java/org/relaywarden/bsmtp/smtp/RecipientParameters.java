// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.smtp.RecipientDsn.Notify;

/** The parameters of RCPT: NOTIFY and ORCPT (RFC 3461). */
public final class RecipientParameters {

    private RecipientParameters() {}

    /**
     * Reads them.
     *
     * @param utf8 whether MAIL said SMTPUTF8
     * @param parameters by their names in upper case, as in {@link PathArgument}
     */
    public static ParametersRead<RecipientDsn> read(Map<String, String> parameters, boolean utf8) {
        if (!Set.of("NOTIFY", "ORCPT").containsAll(parameters.keySet())) {
            return new ParametersRead.NotOffered<>();
        }
        String originalRecipient = Utf8.read(parameters.getOrDefault("ORCPT", "")).orElse("");
        if (parameters.containsKey("ORCPT") && !RecipientDsn.isOriginalRecipient(originalRecipient, utf8)) {
            return new ParametersRead.Illegal<>();
        }
        Optional<Set<Notify>> notify = parameters.containsKey("NOTIFY")
                ? RecipientDsn.notifyOf(parameters.get("NOTIFY"))
                : Optional.of(Set.of());
        return notify.<ParametersRead<RecipientDsn>>map(
                        words -> new ParametersRead.Legal<>(new RecipientDsn(words, originalRecipient)))
                .orElseGet(ParametersRead.Illegal::new);
    }
}
