// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.util.List;

/**
 * What a server says to a command (RFC 5321 section 4.2). The hostile shapes are made while they are sent, never held.
 */
public sealed interface Reply {

    /** The three digits, 200 to 599. */
    int code();

    /** Whether the reply refuses, for now (4yz) or for good (5yz). */
    default boolean refuses() {
        return code() >= 400;
    }

    /** A reply of one line; {@code text} begins with the enhanced code where there is one. */
    static Reply of(int code, String text) {
        return new Lines(code, List.of(text));
    }

    /** An ordinary reply of one or more lines, each without its code and without its line end. */
    record Lines(int code, List<String> lines) implements Reply {
        public Lines {
            checkCode(code);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("RFC 5321 section 4.2: a reply has at least one line");
            }
            lines = List.copyOf(lines);
        }
    }

    /** One line of {@code bytes} bytes: it fills the memory of whoever reads to the end of the line. */
    record HugeLine(int code, long bytes) implements Reply {
        public HugeLine {
            checkCode(code);
        }
    }

    /** Continuation lines without end: it holds whoever waits for the last line of the reply. */
    record Endless(int code) implements Reply {
        public Endless {
            checkCode(code);
        }
    }

    /** Says nothing and hangs up; {@code code} is what the server made of the command, which the caller never learns. */
    record HangUp(int code) implements Reply {
        public HangUp {
            checkCode(code);
        }
    }

    private static void checkCode(int code) {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("RFC 5321 section 4.2.1: a reply code is 200 to 599, got " + code);
        }
    }
}
