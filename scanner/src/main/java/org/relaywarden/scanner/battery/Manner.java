// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.Optional;

/**
 * How the commands of a test differ from {@code MAIL FROM:<...>}, {@code RCPT TO:<...>}, {@code DATA}. Immutable.
 *
 * @param brackets false for addresses without angle brackets (S15)
 * @param before a recipient that is named first, in the same transaction (S16)
 * @param senderParameters behind MAIL, with the blank that leads them; or empty
 * @param recipientParameters behind RCPT, with the blank that leads them; or empty
 * @param needs the service extension without which the test can't be asked, as EHLO names it
 * @param chunked whether the message goes by BDAT (RFC 3030) and not by DATA
 */
public record Manner(
        boolean brackets,
        Optional<Form> before,
        String senderParameters,
        Form recipientParameters,
        Optional<String> needs,
        boolean chunked) {

    private static final Form NOTHING = new Form("");

    static final Manner PLAIN = new Manner(true, Optional.empty(), "", NOTHING, Optional.empty(), false);
    static final Manner BARE = new Manner(false, Optional.empty(), "", NOTHING, Optional.empty(), false);
    static final Manner CHUNKED = new Manner(true, Optional.empty(), "", NOTHING, Optional.of("CHUNKING"), true);

    /** RFC 6531 section 3.4: the parameter says that an address holds more than ASCII. */
    static final Manner UTF8 =
            new Manner(true, Optional.empty(), " SMTPUTF8", NOTHING, Optional.of("SMTPUTF8"), false);

    static Manner after(String recipient) {
        return new Manner(true, Optional.of(new Form(recipient)), "", NOTHING, Optional.empty(), false);
    }

    /** RFC 3461 section 4.2. */
    static Manner originalRecipient(String address) {
        Form parameter = new Form(" ORCPT=rfc822;" + address);
        return new Manner(true, Optional.empty(), "", parameter, Optional.of("DSN"), false);
    }
}
