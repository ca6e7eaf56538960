// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.Spool;

/** What lies in the spool, read whole. */
public final class StoredText {

    private StoredText() {}

    /** A message that is there, one char an octet. */
    public static String of(Spool spool, StoredMail mail) throws IOException {
        try (InputStream message = spool.open(mail).orElseThrow()) {
            return new String(message.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
