// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

/** The verdicts by name, for tables, filters and output; {@link Verdict} holds what each one rests on. */
public enum VerdictKind {
    /** Proven: a probe came back. */
    OPEN,
    /** Proven, but only from inside our network. */
    OPEN_INTERNAL,
    /** Takes what it should refuse, and bounces it later: no relay, yet a nuisance. */
    BACKSCATTER,
    /** Took a probe after DATA; nothing came back in time. No proof, no block. */
    SUSPECT,
    /** Refused all of it, and the controls say that its refusals can be believed. The only one that lifts a block. */
    CLOSED,
    /** Refused the tester rather than the relaying: says nothing. */
    MASKED,
    /** Deferred or broke off before enough was seen. */
    INCONCLUSIVE,
    /** Nothing answered. No new block; a block that stands stays. */
    UNREACHABLE,
    /** Gives the tester a special answer. */
    TESTBLOCKER,
    /** Known to be a trap of somebody's. */
    HONEYPOT
}
