// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;

/**
 * A socket whose reads end at a point in time, not after a pause: TLS reads a record in many small pieces, and a peer
 * that drips them would begin each pause anew. Whatever is layered upon the socket keeps the same deadline.
 */
final class DeadlineSocket extends Socket {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private volatile long readUntilNanos;
    private volatile boolean hurried;

    private DeadlineSocket() throws SocketException {
        super((SocketImpl) null);
    }

    /** Accepts sockets of this kind. */
    static final class Server extends ServerSocket {

        Server() throws IOException {}

        @Override
        public DeadlineSocket accept() throws IOException {
            DeadlineSocket socket = new DeadlineSocket();
            implAccept(socket);
            return socket;
        }
    }

    /** Reads end at this time, on {@link System#nanoTime}, with a {@link SocketTimeoutException}. */
    void readUntil(long deadlineNanos) {
        readUntilNanos = deadlineNanos;
    }

    /** Ends a read that waits now, and every one from now on, as if its time were over. */
    void hurry() throws IOException {
        hurried = true;
        shutdownInput();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                // Rounded up: a rest of less than a millisecond is still a wait, and 0 would mean for ever.
                long leftMillis = (readUntilNanos - System.nanoTime() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
                if (leftMillis <= 0) {
                    throw new SocketTimeoutException("the time is over");
                }
                setSoTimeout((int) Math.min(leftMillis, Integer.MAX_VALUE));
                int got = in.read(bytes, offset, length);
                if (got < 0 && hurried) {
                    // An end would be the peer's: TLS takes one without its own good-bye for an attack.
                    throw new SocketTimeoutException("the time was cut short");
                }
                return got;
            }
        };
    }
}
