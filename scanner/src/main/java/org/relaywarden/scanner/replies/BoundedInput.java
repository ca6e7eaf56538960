// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * What a host says, byte by byte, with a ceiling on time and on the sum of bytes (decision 22). Each wait is as long as
 * what remains until the deadline, so a byte a second does not start the time anew.
 */
final class BoundedInput {

    /** More than any conversation of ours can need. */
    static final int CONVERSATION_BYTES_MAX = 1024 * 1024;

    private final Socket socket;
    private final InputStream input;
    private final byte[] buffer = new byte[4096];
    private int at;
    private int end;
    private int total;

    BoundedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
    }

    /** Whether something is there that was not asked for. */
    boolean hasMore() throws BrokenOff {
        try {
            return at < end || input.available() > 0;
        } catch (IOException gone) {
            throw new BrokenOff(Heard.Break.ENDED, "the connection broke: " + gone.getMessage());
        }
    }

    /** The next byte. */
    byte next(Deadline until) throws BrokenOff {
        if (at == end) {
            fill(until);
        }
        return buffer[at++];
    }

    private void fill(Deadline until) throws BrokenOff {
        if (total >= CONVERSATION_BYTES_MAX) {
            throw new BrokenOff(Heard.Break.TOO_MUCH, "more than 1 MiB in one conversation");
        }
        if (until.isOver()) {
            throw tooSlow();
        }
        try {
            socket.setSoTimeout(until.remainingMillis());
            int read = input.read(buffer, 0, Math.min(buffer.length, CONVERSATION_BYTES_MAX - total));
            if (read < 0) {
                throw new BrokenOff(Heard.Break.ENDED, "the host closed the connection");
            }
            at = 0;
            end = read;
            total += read;
        } catch (SocketTimeoutException silent) {
            throw tooSlow();
        } catch (BrokenOff broken) {
            throw broken;
        } catch (IOException reset) {
            throw new BrokenOff(Heard.Break.ENDED, "the connection broke: " + reset.getMessage());
        }
    }

    private static BrokenOff tooSlow() {
        return new BrokenOff(Heard.Break.TOO_SLOW, "no whole reply in time");
    }
}
