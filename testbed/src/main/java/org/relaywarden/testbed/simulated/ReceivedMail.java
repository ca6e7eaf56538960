// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A mail that arrived, with its envelope.
 *
 * @param peer       the address of the host that handed it in
 * @param helloName  the name which that host gave
 * @param sender     the path of MAIL FROM as given, empty for {@code <>}
 * @param recipients the paths of RCPT TO as given
 * @param content    the message, one character per byte (ISO 8859-1), dots unstuffed
 * @param arrivedAt  when the final dot came
 */
public record ReceivedMail(
        InetAddress peer, String helloName, String sender, List<String> recipients, String content, Instant arrivedAt) {
    public ReceivedMail {
        recipients = List.copyOf(recipients);
    }

    /** The message as it came, byte for byte, dots unstuffed. */
    public byte[] bytes() {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }
}
