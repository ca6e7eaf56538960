// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

/** What one test came to. All of them are kept; none is folded to yes or no. */
public enum Outcome {
    /** The probe came back. */
    RETURNED,
    /** The message was taken, and its bounce came. */
    BOUNCED,
    /** The message was taken: 2yz after the final dot. */
    ACCEPTED,
    /** The recipient was taken, and no message was handed over. For a control this is all there is to accept. */
    RECIPIENT_TAKEN,
    /** The recipient was taken, the message refused. */
    RCPT_OK_DATA_REFUSED,
    /** Refused for relaying. */
    REFUSED_RELAY,
    /** Refused without a login. */
    AUTH_REQUIRED,
    /** Refused without encryption; says nothing of what is behind it. */
    TLS_REQUIRED,
    /** The form of the address was refused. */
    REFUSED_SYNTAX,
    /** The sender was refused: what the recipient would have met stays hidden. */
    REFUSED_SENDER,
    /** The tester was refused, not the relaying. */
    REFUSED_CLIENT,
    /** Put off: greylisting, or trouble of the host's. */
    DEFERRED,
    /** The host broke off, or said nothing, or nothing that can be read. */
    DROPPED,
    /** The test could not be asked. */
    SKIPPED;

    /** The host took the recipient, whatever came of it. */
    public boolean isAccepted() {
        return switch (this) {
            case RETURNED, BOUNCED, ACCEPTED, RECIPIENT_TAKEN, RCPT_OK_DATA_REFUSED -> true;
            case REFUSED_RELAY,
                    AUTH_REQUIRED,
                    TLS_REQUIRED,
                    REFUSED_SYNTAX,
                    REFUSED_SENDER,
                    REFUSED_CLIENT,
                    DEFERRED,
                    DROPPED,
                    SKIPPED -> false;
        };
    }

    /** A refusal that a sound host gives, and that can be believed where the control was accepted. */
    public boolean isSoundRefusal() {
        return this == REFUSED_RELAY || this == AUTH_REQUIRED || this == REFUSED_SYNTAX;
    }

    /** A refusal of the tester or of the sender: it hides what the recipient would have met. */
    boolean isAimedAtUs() {
        return this == REFUSED_SENDER || this == REFUSED_CLIENT;
    }

    /** The test is to be asked again later, with the same token. */
    public boolean wantsRetry() {
        return this == DEFERRED || this == DROPPED;
    }

    /** The host gave an answer, whichever. */
    public boolean isAnswered() {
        return !wantsRetry() && this != SKIPPED;
    }
}
