// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.relaywarden.bsmtp.disk.FileSystemDoor;

/**
 * The message in a spool file, from its first byte to its last. A message that is not what was once committed ends in
 * an exception, not in an end: whoever passes it on stops before the final dot.
 */
public final class BodyStream extends InputStream {

    private final FileSystemDoor.OpenFile file;
    private final SealedPrefix sealed;
    private final Runnable whenDamaged;
    private final CRC32C sum = new CRC32C();
    private long read;

    /**
     * The message in an open file, which is closed with the stream.
     *
     * @param sealed what its prefix says
     * @param whenDamaged called once, before the exception that ends the reading
     */
    public BodyStream(FileSystemDoor.OpenFile file, SealedPrefix sealed, Runnable whenDamaged) {
        this.file = file;
        this.sealed = sealed;
        this.whenDamaged = whenDamaged;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        long rest = sealed.bodyBytes() - read;
        if (length == 0) {
            return 0;
        }
        if (rest == 0) {
            return end();
        }
        int got = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, rest)), sealed.prefixBytes() + read);
        if (got <= 0) {
            throw damaged("the file was cut short while it was read");
        }
        sum.update(bytes, offset, got);
        read += got;
        return got;
    }

    private int end() throws IOException {
        if ((int) sum.getValue() != sealed.bodySum()) {
            throw damaged("the message was altered on the disk: its checksum is another");
        }
        return -1;
    }

    private IOException damaged(String what) {
        whenDamaged.run();
        return new IOException(sealed.prefix().id() + ": " + what + ". It lies in the quarantine folder");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
