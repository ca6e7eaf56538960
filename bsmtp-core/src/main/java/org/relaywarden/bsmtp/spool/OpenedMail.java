// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import org.relaywarden.bsmtp.mail.StoredMail;

/**
 * A message that is being read. Used by one thread.
 *
 * @param message as it was received, without the spool's own lines; a message that is not what was once committed ends
 *     in an exception, not in an end
 */
public record OpenedMail(StoredMail mail, InputStream message) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        message.close();
    }
}
