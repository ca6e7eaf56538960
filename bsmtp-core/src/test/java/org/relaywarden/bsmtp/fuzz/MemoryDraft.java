// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.Draft;

/** A draft that no disk slows down, and that keeps nothing. */
final class MemoryDraft implements Draft {

    private final Envelope envelope;
    private final List<Destination> destinations;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    MemoryDraft(Envelope envelope, List<Destination> destinations) {
        this.envelope = envelope;
        this.destinations = destinations;
    }

    @Override
    public String id() {
        return "mail-0";
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, destinations.size()).mapToObj(i -> "mail-" + i).toList();
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("written to after it was closed");
        }
        bytes.write(from, offset, length);
    }

    @Override
    public long messageBytes() {
        return bytes.size();
    }

    @Override
    public InputStream message() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public void rewrite(List<Destination> asWritten, List<Destination> edited, byte[] top, long from) {
        throw new IllegalStateException("nobody filters here");
    }

    @Override
    public List<StoredMail> commit() {
        closed = true;
        return destinations.stream()
                .map(to -> new StoredMail(
                        id(), to.mailbox(), to.mailClass(), envelope, to.recipients(), messageBytes()))
                .toList();
    }

    String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
