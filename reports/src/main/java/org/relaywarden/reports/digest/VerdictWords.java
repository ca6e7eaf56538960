// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import org.relaywarden.scanner.verdict.VerdictKind;

/**
 * A verdict in words for people. Immutable. Public only for the template, which reads it by reflection.
 *
 * @param rank 0 for the worst: the order of tables
 * @param icon names a shape in the page's own set, so that no verdict is told by colour alone
 * @param tone bad, warn, good or mute: the colour beside the shape and the words
 * @param word the verdict's name as commands and files print it
 * @param title the verdict in a few words
 * @param meaning what was seen, and what it does and does not say
 * @param action what the desk does about it
 */
public record VerdictWords(
        int rank, String icon, String tone, String word, String title, String meaning, String action) {

    static VerdictWords of(VerdictKind kind) {
        return switch (kind) {
            case OPEN -> open();
            case OPEN_INTERNAL -> words(kind, 1, "open", "bad", "Open from inside only",
                    "A probe mail came back, but only when it was sent from inside our own network. The world can't use"
                            + " the host; other customers can.",
                    "Warn the customer: the list of trusted networks is too wide. No block by default; decide.");
            case SUSPECT -> words(kind, 2, "suspect", "warn", "Suspect: took a probe, nothing came back",
                    "The host said yes to a probe mail, and neither the mail nor a bounce arrived in time. It may relay"
                            + " late, or drop what it takes. No proof, so no block.",
                    "Look at the dialogue. It is tested each night; a probe that comes back opens a case by itself.");
            case TESTBLOCKER -> words(kind, 3, "masked", "warn", "Treats the tester unlike others",
                    "The host turns our first outside address away, and takes mail from our second. Whatever it refuses the"
                            + " tester says nothing of relaying.",
                    "Look at the dialogue from the second address, and ask the customer to let the probe addresses in like"
                            + " anybody else. A block that stands stays.");
            case MASKED -> words(kind, 4, "masked", "warn", "Masked: refused us, not the relaying",
                    "The host refused the tester, or even mail for its own postmaster. That is no sign that it is"
                            + " closed.",
                    "Ask the customer to let the probe addresses in like any other sender, then test again.");
            case INCONCLUSIVE -> words(kind, 5, "half", "warn", "Inconclusive: not enough was seen",
                    "The host put us off (greylisting, a tarpit) or broke off before the tests that count were done.",
                    "Nothing at once: it is tried again. If it stays so for several nights, look at the dialogue and"
                            + " ask the customer.");
            case BACKSCATTER -> words(kind, 6, "bounce", "warn", "No relay, but bounces to strangers",
                    "The host took a probe mail, then sent a bounce to its sender instead of passing it on. Forged"
                            + " senders get those bounces.",
                    "Tell the customer to refuse unknown recipients in the session. This is no open relay: no block.");
            case UNREACHABLE -> words(kind, 7, "silent", "mute", "Unreachable: nothing answered",
                    "No connection on the port, from outside or, where we look from there too, from inside. The host may be"
                            + " off, or its line is down. It says nothing about relaying.",
                    "Nothing for the relay's sake: no new block, and a block that stands stays.");
            case HONEYPOT -> words(kind, 8, "trap", "mute", "A known trap",
                    "An operator marked this host as a trap that takes everything on purpose.",
                    "Nothing, as long as the mark is right.");
            case CLOSED -> words(kind, 9, "closed", "good", "Closed: no open relay",
                    "Mail for the host's own postmaster was taken, and every test for foreign recipients refused."
                            + " Refusals that can be believed. Where its own firewall lets nobody outside in, it was asked"
                            + " from inside.",
                    "Nothing. This is the only verdict that lifts a block.");
        };
    }

    private static VerdictWords open() {
        return words(VerdictKind.OPEN, 0, "open", "bad", "Open relay, proven",
                "A probe mail from outside, for outside, went through the host and came back to our collector.",
                "See in the case that the block is on and the warning delivered; the rest is the customer's.");
    }

    private static VerdictWords words(
            VerdictKind kind, int rank, String icon, String tone, String title, String meaning, String action) {
        return new VerdictWords(rank, icon, tone, kind.name(), title, meaning, action);
    }
}
