// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a sender wants to hear about one recipient (RFC 3461 sections 4.1, 4.2). Immutable.
 *
 * @param notifyOn when to tell; empty where nothing was asked: then failures are told, and delays may be
 * @param originalRecipient the value of ORCPT as it came, {@code type;xtext}; empty where there was none
 */
public record RecipientDsn(Set<Notify> notifyOn, String originalRecipient) {

    /** RFC 3461 section 4.2. */
    private static final int ORIGINAL_RECIPIENT_OCTETS_MAX = 500;

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$%&'*/?^_`{|}~-]+");

    /** RFC 6533 section 3, utf-8-addr-unitext: as xtext, with letters of all scripts. */
    private static final Pattern UNITEXT = Pattern.compile("(?:[!-~&&[^+=]]|[^\\x00-\\x9f])+");

    private static final RecipientDsn NONE = new RecipientDsn(Set.of(), "");

    /** When a sender is told. */
    public enum Notify {
        /** Not at all; stands alone. */
        NEVER,
        SUCCESS,
        FAILURE,
        DELAY
    }

    public RecipientDsn {
        notifyOn = Set.copyOf(notifyOn);
        if (notifyOn.contains(Notify.NEVER) && notifyOn.size() > 1) {
            throw new IllegalArgumentException("RFC 3461 section 4.1: NEVER stands alone");
        }
        if (!originalRecipient.isEmpty() && !isOriginalRecipient(originalRecipient, true)) {
            throw new IllegalArgumentException("RFC 3461 section 4.2: not the address of an original recipient");
        }
    }

    /** Nothing was asked. */
    public static RecipientDsn none() {
        return NONE;
    }

    /** Reads the value of NOTIFY; empty where it is none. */
    public static Optional<Set<Notify>> notifyOf(String value) {
        Set<Notify> notify = EnumSet.noneOf(Notify.class);
        for (String word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            Optional<Notify> known =
                    Arrays.stream(Notify.values()).filter(one -> one.name().equals(word)).findFirst();
            if (known.isEmpty()) {
                return Optional.empty();
            }
            notify.add(known.get());
        }
        return notify.contains(Notify.NEVER) && notify.size() > 1 ? Optional.empty() : Optional.of(notify);
    }

    /**
     * Whether it is a value for ORCPT.
     *
     * @param utf8 whether letters beyond ASCII may stand in an address of type {@code utf-8} (RFC 6533 section 3)
     */
    public static boolean isOriginalRecipient(String value, boolean utf8) {
        int semicolon = value.indexOf(';');
        if (semicolon < 0 || Utf8.octets(value) > ORIGINAL_RECIPIENT_OCTETS_MAX
                || !TYPE.matcher(value.substring(0, semicolon)).matches()) {
            return false;
        }
        String address = value.substring(semicolon + 1);
        return Xtext.isLegal(address)
                || (utf8 && value.substring(0, semicolon).equalsIgnoreCase("utf-8")
                        && UNITEXT.matcher(address).matches());
    }

    /** The value of NOTIFY, its words in their fixed order; empty where nothing was asked. */
    public String notifyValue() {
        return String.join(",", notifyOn.stream().sorted().map(Notify::name).toList());
    }
}
