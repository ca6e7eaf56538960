// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * Reads replies of a host that may be hostile (RFC 5321 section 4.2.1): a gigabyte in one line, lines without end,
 * bytes that are no reply. The code of the last line is the reply's code; a number further on in a line is no code.
 */
public final class ReplyReader {

    static final int LINE_BYTES_MAX = 4 * 1024;
    static final int REPLY_LINES_MAX = 100;
    static final int REPLY_BYTES_MAX = 64 * 1024;

    /** RFC 5321 section 4.5.3.1.5 allows 512 octets a line; what is longer is cut in what we keep of it. */
    private static final int TEXT_CHARACTERS_MAX = 512;

    private static final int CODE_LENGTH = 3;

    private final BoundedInput input;
    private final TranscriptWriter transcript;

    /** Reads what this socket says from now on, and writes it down; used by one thread. */
    public ReplyReader(Socket socket, TranscriptWriter transcript) throws IOException {
        this.input = new BoundedInput(socket);
        this.transcript = transcript;
    }

    /** Whether the host has said more than it was asked. */
    public boolean hasMore() throws BrokenOff {
        return input.hasMore();
    }

    /** Waits for a whole reply. */
    public Reply read(Deadline until) throws BrokenOff {
        List<String> texts = new ArrayList<>();
        int bytes = 0;
        while (true) {
            byte[] line = readLine(until);
            transcript.theirs(line);
            bytes += line.length;
            int code = codeOf(line);
            texts.add(textOf(line));
            if (line.length == CODE_LENGTH || line[CODE_LENGTH] == ' ') {
                return new Reply(code, texts);
            }
            if (texts.size() == REPLY_LINES_MAX || bytes > REPLY_BYTES_MAX) {
                throw new BrokenOff(Heard.Break.TOO_MUCH, "a reply of more than 100 lines or 64 KiB");
            }
        }
    }

    /** Without its line end: CR LF, or the bare LF that some old hosts send. */
    private byte[] readLine(Deadline until) throws BrokenOff {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        try {
            for (byte next = input.next(until); next != '\n'; next = input.next(until)) {
                if (line.size() == LINE_BYTES_MAX) {
                    throw new BrokenOff(Heard.Break.TOO_MUCH, "a line of more than 4 KiB");
                }
                line.write(next);
            }
        } catch (BrokenOff broken) {
            if (line.size() > 0) {
                transcript.theirs(line.toByteArray());
            }
            throw broken;
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static int codeOf(byte[] line) throws BrokenOff {
        boolean looksLikeOne = line.length >= CODE_LENGTH
                && isDigit(line[0])
                && isDigit(line[1])
                && isDigit(line[2])
                && (line.length == CODE_LENGTH || line[CODE_LENGTH] == ' ' || line[CODE_LENGTH] == '-');
        int code = looksLikeOne ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0' : 0;
        if (code < 200 || code > 599) {
            throw new BrokenOff(Heard.Break.GARBLED, "a line that is no reply: " + Visible.of(line, 100));
        }
        return code;
    }

    private static String textOf(byte[] line) {
        return line.length <= CODE_LENGTH + 1
                ? ""
                : Visible.of(Arrays.copyOfRange(line, CODE_LENGTH + 1, line.length), TEXT_CHARACTERS_MAX);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
