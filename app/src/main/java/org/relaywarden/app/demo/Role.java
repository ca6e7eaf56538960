// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** How a server of the demo behaves, and what a true judge must say of it. The program is told neither. */
enum Role {
    /** Passes on whatever it is given. */
    RELAYS_ALL(VerdictKind.OPEN),
    /** Sound, and says so as stock Postfix does: 454, which is no "try again later". */
    SOUND(VerdictKind.CLOSED),
    /** Believes whoever claims to write from its own domain (S3). */
    TRUSTS_SENDERS(VerdictKind.OPEN),
    /** Unwraps {@code user%elsewhere@its-domain} and passes it on (R1). */
    PERCENT_HACK(VerdictKind.OPEN),
    /** Says yes to everything and throws it away: looks open, and is not proven to be. */
    TAKES_AND_DROPS(VerdictKind.SUSPECT),
    /** Switched off. */
    DEAD(VerdictKind.UNREACHABLE);

    private final VerdictKind truth;

    Role(VerdictKind truth) {
        this.truth = truth;
    }

    static Behaviour behaviourOf(Role role) {
        return switch (role) {
            case RELAYS_ALL -> Behaviours.OPEN;
            case SOUND -> Behaviours.CLOSED_454;
            case TRUSTS_SENDERS -> Behaviours.SENDER_TRUSTING;
            case PERCENT_HACK -> Behaviours.PERCENT_HACK;
            case TAKES_AND_DROPS -> Behaviours.TAKES_AND_DROPS;
            case DEAD -> Behaviours.DEAD;
        };
    }

    /** What the scan must find; only tests ask. */
    VerdictKind truth() {
        return truth;
    }
}
