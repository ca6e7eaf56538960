// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.time.Duration;
import java.util.List;

/** Servers that mean harm to whoever tests them, or are so broken that it makes no difference. */
public final class Hostile {
    private static final long GIBIBYTE = 1L << 30;

    /** Colour and cursor codes, a NUL, a title change, markup, and controls that turn the direction of reading. */
    private static final String POISON = "\u001b[31m\u001b[2J\u0000\u001b]0;pwned\u0007"
            + "<script>alert(1)</script>\u202etxet\u202c\u2066\u2069";

    /** A banner of continuation lines that never ends: it holds a tester whose timeout starts anew with each line. */
    public static final Behaviour ENDLESS_BANNER = new Changed("ENDLESS_BANNER", Behaviours.CLOSED) {
        @Override
        public Opening opening(Host host) {
            return new Opening.Greets(new Reply.Endless(220));
        }
    };

    /** Answers the greeting with one line of a gibibyte: it fills the memory of a tester that reads whole lines. */
    public static final Behaviour HUGE_REPLY_LINE = hugeReplyLine(GIBIBYTE);

    /** A closed server whose banner and replies carry what attacks a terminal, a web page or the reader's eye. */
    public static final Behaviour ESCAPE_CODES = escapeCodes(Behaviours.CLOSED);

    /**
     * A closed server that says more in the clear behind its 220 to STARTTLS: a caller who reads on inside takes it for encrypted
     * words (RFC 3207 section 6).
     */
    public static final Behaviour TALKS_ON_BEHIND_STARTTLS = new Changed("TALKS_ON_BEHIND_STARTTLS", Behaviours.CLOSED) {
        @Override
        public Reply startTls(Host host) {
            return Reply.of(220, "2.0.0 Ready\r\n250 and " + host.name() + " takes everything");
        }
    };

    /** Where in the conversation a server can hang up. */
    public enum Step { BANNER, HELLO, MAIL, RCPT, DATA, DOT, RSET, QUIT }

    private Hostile() {}

    /**
     * Behaves {@code like} another up to this step, and there hangs up in place of an answer, each time: a crash, or a firewall
     * that looks into mail. At RCPT that is so for strangers' mail alone; after the final dot it has taken the message.
     */
    public static Behaviour hangsUp(Step step, Behaviour like) {
        return new HangsUp(step, like);
    }

    /** Answers the greeting with one line of {@code bytes} bytes. */
    public static Behaviour hugeReplyLine(long bytes) {
        return new Changed("HUGE_REPLY_LINE", Behaviours.CLOSED) {
            @Override
            public Reply hello(Host host, boolean extended) {
                return new Reply.HugeLine(250, bytes);
            }
        };
    }

    /**
     * Sends a byte every {@code pause}, a second in the wild, and else behaves {@code like} another: a tarpit, or a
     * very thin line.
     */
    public static Behaviour dribble(Duration pause, Behaviour like) {
        return new Changed("DRIBBLE", like) {
            @Override
            public Duration pausePerByte() {
                return pause;
            }
        };
    }

    /**
     * Behaves {@code like} another, but its banner and replies carry what attacks a terminal, a web page or the
     * reader's eye.
     */
    public static Behaviour escapeCodes(Behaviour like) {
        return new Changed("ESCAPE_CODES", like) {
            @Override
            public Reply worded(Reply reply) {
                return switch (super.worded(reply)) {
                    case Reply.Lines(int code, List<String> lines) ->
                            new Reply.Lines(code, lines.stream().map(line -> line + ' ' + POISON).toList());
                    case Reply.HugeLine huge -> huge;
                    case Reply.Endless endless -> endless;
                    case Reply.HangUp hangUp -> hangUp;
                };
            }
        };
    }
}
