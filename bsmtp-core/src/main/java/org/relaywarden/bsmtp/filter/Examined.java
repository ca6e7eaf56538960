// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * A message as a filter sees it: as it came, without the trace line that we put above it. Used by one thread.
 *
 * @param id in every journal line
 * @param recipients those of customers' copies
 * @param head its header
 */
public record Examined(String id, Envelope envelope, List<MailAddress> recipients, Head head, Body body) {

    public Examined {
        recipients = List.copyOf(recipients);
    }

    /** What follows the header. */
    @FunctionalInterface
    public interface Body {
        /** From its first byte; each call begins anew. */
        InputStream open() throws IOException;
    }

    /** The same message for the next filter. */
    public Examined with(Head changed) {
        return new Examined(id, envelope, recipients, changed, body);
    }
}
