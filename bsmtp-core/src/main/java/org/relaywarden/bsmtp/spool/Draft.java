// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.InputStream;
import java.util.List;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.StoredMail;

/**
 * A message that is being taken. Used by one thread.
 *
 * <p>Closed without a commit it is gone without a trace.
 */
public interface Draft extends AutoCloseable {

    /** The id that the first copy is going to have, so that the message's own trace line can name it. */
    String id();

    /** The ids that all its copies are going to have, the first one first. */
    List<String> ids();

    /**
     * Adds bytes of the message as they are to be kept: CRLF line ends, dots unstuffed.
     *
     * @throws SpoolException when they could not be written; the draft is then of no use but to be closed
     */
    void write(byte[] bytes, int offset, int length) throws SpoolException;

    /** Bytes written so far. */
    long messageBytes();

    /** The message as far as it was written, from its first byte; good until the next call of this draft. */
    InputStream message();

    /**
     * Makes the commit keep other copies than those that were begun: in the same mailboxes, no more than they were, and
     * under their ids. What was received stays on the disk as it is until they are there. Once.
     *
     * @param asWritten copies of the message as it was written
     * @param edited copies that begin with {@code top}, and go on with the message from its byte {@code from}
     */
    void rewrite(List<Destination> asWritten, List<Destination> edited, byte[] top, long from);

    /**
     * The promise behind {@code 250}: every copy's bytes on disk, then its name, then the folder that holds the name.
     *
     * @return one for each destination, in their order; after {@link #rewrite} those as written first
     * @throws SpoolException when any of these steps failed for any copy. Copies that had already got their name may
     *     stay: a duplicate, never a loss
     */
    List<StoredMail> commit() throws SpoolException;

    /** Removes what was not committed. */
    @Override
    void close();
}
