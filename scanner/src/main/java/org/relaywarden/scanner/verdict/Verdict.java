// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.List;
import org.relaywarden.scanner.battery.TestId;

/**
 * What a run says of a host; there is no other set (decision 13). Immutable. {@code reason} is one sentence for people,
 * in our own words: nothing that the host said stands in it.
 */
public sealed interface Verdict {

    /** The verdict by name. */
    VerdictKind kind();

    /** Why, in one sentence. */
    String reason();

    /** The same verdict, and these words for it. */
    default Verdict because(String words) {
        return switch (this) {
            case Open open -> new Open(open.returned(), words);
            case OpenInternal open -> new OpenInternal(open.returned(), words);
            case Backscatter back -> new Backscatter(back.bounced(), words);
            case Suspect suspect -> new Suspect(suspect.accepted(), words);
            case Closed _ -> new Closed(words);
            case Masked _ -> new Masked(words);
            case Inconclusive _ -> new Inconclusive(words);
            case Unreachable _ -> new Unreachable(words);
            case Testblocker _ -> new Testblocker(words);
            case Honeypot _ -> new Honeypot(words);
        };
    }

    /** Proven by at least one returned probe; one is enough to block. */
    record Open(List<TestId> returned, String reason) implements Verdict {
        public Open {
            if (returned.isEmpty()) {
                throw new IllegalArgumentException("OPEN needs a returned probe (decision 12)");
            }
            returned = List.copyOf(returned);
        }

        @Override
        public VerdictKind kind() {
            return VerdictKind.OPEN;
        }
    }

    /** Proven from inside only. */
    record OpenInternal(List<TestId> returned, String reason) implements Verdict {
        public OpenInternal {
            returned = List.copyOf(returned);
        }

        @Override
        public VerdictKind kind() {
            return VerdictKind.OPEN_INTERNAL;
        }
    }

    /** Took probes and sent bounces. */
    record Backscatter(List<TestId> bounced, String reason) implements Verdict {
        public Backscatter {
            bounced = List.copyOf(bounced);
        }

        @Override
        public VerdictKind kind() {
            return VerdictKind.BACKSCATTER;
        }
    }

    /** Took probes; neither return nor bounce came in time. */
    record Suspect(List<TestId> accepted, String reason) implements Verdict {
        public Suspect {
            accepted = List.copyOf(accepted);
        }

        @Override
        public VerdictKind kind() {
            return VerdictKind.SUSPECT;
        }
    }

    /** Refuses to relay. */
    record Closed(String reason) implements Verdict {
        @Override
        public VerdictKind kind() {
            return VerdictKind.CLOSED;
        }
    }

    /** Refuses the tester. */
    record Masked(String reason) implements Verdict {
        @Override
        public VerdictKind kind() {
            return VerdictKind.MASKED;
        }
    }

    /** Not enough was seen. */
    record Inconclusive(String reason) implements Verdict {
        @Override
        public VerdictKind kind() {
            return VerdictKind.INCONCLUSIVE;
        }
    }

    /** Nothing answered. */
    record Unreachable(String reason) implements Verdict {
        @Override
        public VerdictKind kind() {
            return VerdictKind.UNREACHABLE;
        }
    }

    /** Treats the tester unlike others. */
    record Testblocker(String reason) implements Verdict {
        @Override
        public VerdictKind kind() {
            return VerdictKind.TESTBLOCKER;
        }
    }

    /** A trap. */
    record Honeypot(String reason) implements Verdict {
        @Override
        public VerdictKind kind() {
            return VerdictKind.HONEYPOT;
        }
    }
}
