// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.smtp.DsnRequest.Returned;

/**
 * The parameters of MAIL: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET and ENVID (RFC 3461). Immutable.
 *
 * @param declaredBytes by SIZE, 0 when there was none; a number beyond all sizes is {@link Long#MAX_VALUE}
 * @param eightBit whether BODY=8BITMIME was said
 * @param smtpUtf8 whether SMTPUTF8 was said
 * @param returned as in {@link DsnRequest}
 * @param envelopeId as in {@link DsnRequest}
 */
public record MailParameters(
        long declaredBytes, boolean eightBit, boolean smtpUtf8, Optional<Returned> returned, String envelopeId) {

    private static final Set<String> OFFERED = Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID");
    private static final Pattern SIZE = Pattern.compile("\\d{1,20}");

    /** Nothing but MAIL itself. */
    public static MailParameters none() {
        return new MailParameters(0, false, false, Optional.empty(), "");
    }

    /**
     * Reads them.
     *
     * @param parameters by their names in upper case, as in {@link PathArgument}
     */
    public static ParametersRead<MailParameters> read(Map<String, String> parameters) {
        if (!OFFERED.containsAll(parameters.keySet())) {
            return new ParametersRead.NotOffered<>();
        }
        Optional<MailParameters> read = Optional.of(none());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            read = read.flatMap(so -> so.with(parameter.getKey(), parameter.getValue()));
        }
        return read.<ParametersRead<MailParameters>>map(ParametersRead.Legal::new)
                .orElseGet(ParametersRead.Illegal::new);
    }

    private Optional<MailParameters> with(String name, String value) {
        return switch (name) {
            case "SIZE" -> withSize(value);
            case "BODY" -> withBody(value.toUpperCase(Locale.ROOT));
            case "SMTPUTF8" -> withSmtpUtf8(value);
            case "RET" -> withReturned(value.toUpperCase(Locale.ROOT));
            case "ENVID" -> withEnvelopeId(value);
            default -> throw new IllegalStateException("not offered: " + name);
        };
    }

    private Optional<MailParameters> withSize(String value) {
        if (!SIZE.matcher(value).matches()) {
            return Optional.empty();
        }
        long bytes = value.length() < 19 ? Long.parseLong(value) : Long.MAX_VALUE;
        return Optional.of(new MailParameters(bytes, eightBit, smtpUtf8, returned, envelopeId));
    }

    private Optional<MailParameters> withBody(String value) {
        return value.equals("7BIT") || value.equals("8BITMIME")
                ? Optional.of(new MailParameters(
                        declaredBytes, value.equals("8BITMIME"), smtpUtf8, returned, envelopeId))
                : Optional.empty();
    }

    private Optional<MailParameters> withSmtpUtf8(String value) {
        return value.isEmpty()
                ? Optional.of(new MailParameters(declaredBytes, eightBit, true, returned, envelopeId))
                : Optional.empty();
    }

    private Optional<MailParameters> withReturned(String value) {
        return Arrays.stream(Returned.values())
                .filter(one -> one.name().equals(value))
                .findFirst()
                .map(known -> new MailParameters(declaredBytes, eightBit, smtpUtf8, Optional.of(known), envelopeId));
    }

    private Optional<MailParameters> withEnvelopeId(String value) {
        return DsnRequest.isEnvelopeId(value)
                ? Optional.of(new MailParameters(declaredBytes, eightBit, smtpUtf8, returned, value))
                : Optional.empty();
    }
}
