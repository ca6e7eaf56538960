// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

/** What came of asking an access server to end a session. */
public sealed interface Disconnected {

    /** For people. */
    String words();

    /** Whether the session is gone. */
    boolean isGone();

    /** Disconnect-ACK: the server ended it. */
    record Done() implements Disconnected {
        @Override
        public String words() {
            return "ended by its access server";
        }

        @Override
        public boolean isGone() {
            return true;
        }
    }

    /**
     * Disconnect-NAK.
     *
     * @param errorCause RFC 5176 section 3.5, 0 where none was given
     */
    record Refused(long errorCause) implements Disconnected {

        private static final int NO_SUCH_SESSION = 503;

        @Override
        public String words() {
            String cause = switch ((int) errorCause) {
                case 0 -> "without a reason";
                case 401, 404, 407 -> "it does not take the request (Error-Cause " + errorCause + ")";
                case 402 -> "it wants attributes that we don't have (Error-Cause 402)";
                case 403 -> "it says that it is another access server (Error-Cause 403)";
                case 501 -> "we are not allowed to (Error-Cause 501)";
                case NO_SUCH_SESSION -> "it has no such session, so it had ended (Error-Cause 503)";
                case 504 -> "the session can't be ended (Error-Cause 504)";
                case 506 -> "it is too busy (Error-Cause 506)";
                default -> "Error-Cause " + errorCause;
            };
            return "refused by its access server: " + cause;
        }

        @Override
        public boolean isGone() {
            return errorCause == NO_SUCH_SESSION;
        }
    }

    /**
     * No answer that fits.
     *
     * @param tries how often it was asked
     */
    record Silent(int tries) implements Disconnected {
        @Override
        public String words() {
            return "no answer from its access server to " + tries + " requests: it is away, takes none (RFC 5176),"
                    + " or has another secret";
        }

        @Override
        public boolean isGone() {
            return false;
        }
    }

    /**
     * It could not be asked.
     *
     * @param why in words
     */
    record NotAsked(String why) implements Disconnected {
        @Override
        public String words() {
            return "its access server was not asked: " + why;
        }

        @Override
        public boolean isGone() {
            return false;
        }
    }
}
