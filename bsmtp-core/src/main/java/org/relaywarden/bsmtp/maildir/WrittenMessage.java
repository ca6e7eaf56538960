// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.relaywarden.bsmtp.disk.FileSystemDoor;

/** A part of a file that is still open for writing. A file that ends before the part does is a fault of the disk. */
final class WrittenMessage extends InputStream {

    private final FileSystemDoor.OpenFile file;
    private final long end;
    private long at;

    WrittenMessage(FileSystemDoor.OpenFile file, long from, long end) {
        this.file = file;
        this.at = from;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (at >= end) {
            return -1;
        }
        int read = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - at)), at);
        if (read <= 0) {
            throw new IOException("the file ended before what was written to it");
        }
        at += read;
        return read;
    }
}
