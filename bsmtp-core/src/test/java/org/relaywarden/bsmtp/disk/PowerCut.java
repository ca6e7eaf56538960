// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What a power cut may leave behind a row of steps, in every mixture that the forces up to there allow:
 *
 * <ul>
 *   <li>A name that was made, deleted or changed since its folder was last forced: done or not, each by itself, in
 *       whatever order. A rename is one step of the disk (a file never loses both its names), yet the old name may
 *       come back beside the new one.
 *   <li>Bytes written since the file was last forced: all, none, some of the blocks, a torn block, each write without
 *       the others, or the size with nothing behind it ({@link UnforcedBytes}).
 * </ul>
 *
 * <p>Up to {@value #ALL_UP_TO} mixtures behind a step, all of them are tried. Beyond that, seen from "all done" and
 * from "all lost": every single deviation, every two of them, and {@value #BY_CHANCE} by chance.
 */
public final class PowerCut {

    private static final int ALL_UP_TO = 1_024;
    private static final int BY_CHANCE = 64;

    /** Something that may have come out in several ways: number 0 is "done", number 1 "lost". */
    private record Doubt(int at, int outcomes) {}

    private static final int LOST = 1;

    private final DiskState before;
    private final List<DiskStep> steps;
    private final Random chance;
    private final Set<String> seen = new HashSet<>();

    /** Of what was done on this disk since it was made. */
    public PowerCut(MemoryDisk disk, long seed) {
        before = disk.found();
        steps = disk.allSteps();
        chance = new Random(seed);
    }

    /** What is done with a disk that was left. */
    public interface Look {
        void at(DiskState left) throws Exception;
    }

    /**
     * Shows each disk that may be left behind the first steps.
     *
     * @param about what else tells two equal disks apart; where this and the disk are the same, it is shown once
     * @return how many were shown
     */
    public int behind(int firstSteps, String about, Look look) throws Exception {
        Behind cut = new Behind(steps.subList(0, firstSteps));
        int shown = 0;
        for (int[] outcomes : cut.mixtures()) {
            DiskState left = cut.left(outcomes);
            if (seen.add(about + "\n" + left.tree())) {
                look.at(left);
                shown++;
            }
        }
        return shown;
    }

    /** One cut. */
    private final class Behind {

        private final List<DiskStep> done;
        private final Map<Integer, Integer> lastForced = new HashMap<>();
        private final List<Doubt> doubts = new ArrayList<>();
        private final Map<Integer, List<byte[]>> contents = new HashMap<>();
        private final DiskState all = new DiskState(before);

        private Behind(List<DiskStep> done) {
            this.done = done;
            for (int at = 0; at < done.size(); at++) {
                all.apply(done.get(at));
                switch (done.get(at)) {
                    case DiskStep.FileForced(int node) -> lastForced.put(node, at);
                    case DiskStep.FolderForced(int node) -> lastForced.put(node, at);
                    case DiskStep.Names names -> { }
                    case DiskStep.Written written -> { }
                }
            }
            for (int at = 0; at < done.size(); at++) {
                if (done.get(at) instanceof DiskStep.Names names) {
                    addNames(at, names);
                } else if (done.get(at) instanceof DiskStep.Written written) {
                    addFile(at, written);
                }
            }
        }

        private boolean isSafe(int node, int at) {
            return lastForced.getOrDefault(node, -1) > at;
        }

        private void addNames(int at, DiskStep.Names names) {
            int outcomes = switch (names) {
                case DiskStep.Made made -> isSafe(made.folder(), at) ? 1 : 2;
                case DiskStep.Deleted deleted -> isSafe(deleted.folder(), at) ? 1 : 2;
                case DiskStep.Renamed renamed when isSafe(renamed.from(), at) -> 1;
                // The new name is safe: what can be lost is only that the old one is gone.
                case DiskStep.Renamed renamed when isSafe(renamed.to(), at) -> 2;
                case DiskStep.Renamed renamed -> 3;
            };
            if (outcomes > 1) {
                doubts.add(new Doubt(at, outcomes));
            }
        }

        /** At the first write that is not safe: one doubt for the file as a whole. */
        private void addFile(int at, DiskStep.Written first) {
            if (contents.containsKey(first.node()) || isSafe(first.node(), at)) {
                return;
            }
            UnforcedBytes bytes = new UnforcedBytes();
            for (int i = 0; i < done.size(); i++) {
                if (done.get(i) instanceof DiskStep.Written written && written.node() == first.node()) {
                    bytes.add(written, i < at);
                }
            }
            contents.put(first.node(), bytes.outcomes());
            doubts.add(new Doubt(at, bytes.outcomes().size()));
        }

        private DiskState left(int[] outcomes) {
            int[] byStep = new int[done.size()];
            for (int i = 0; i < outcomes.length; i++) {
                byStep[doubts.get(i).at()] = outcomes[i];
            }
            DiskState left = new DiskState(before);
            for (int at = 0; at < done.size(); at++) {
                if (done.get(at) instanceof DiskStep.Names names) {
                    apply(left, at, names, byStep[at]);
                } else if (done.get(at) instanceof DiskStep.Written written) {
                    left.setBytes(written.node(), all.bytes(written.node()));
                }
            }
            for (int i = 0; i < outcomes.length; i++) {
                if (done.get(doubts.get(i).at()) instanceof DiskStep.Written written) {
                    left.setBytes(written.node(), contents.get(written.node()).get(outcomes[i]));
                }
            }
            return left;
        }

        private void apply(DiskState left, int at, DiskStep.Names names, int outcome) {
            if (outcome == 0) {
                left.apply(names);
            } else if (names instanceof DiskStep.Renamed renamed && (isSafe(renamed.to(), at) || outcome == 2)) {
                left.link(renamed.to(), renamed.newName(), renamed.node());
            }
        }

        private List<int[]> mixtures() {
            long all = 1;
            for (Doubt doubt : doubts) {
                all = Math.min(all * doubt.outcomes(), ALL_UP_TO + 1);
            }
            List<int[]> mixtures = new ArrayList<>();
            if (all <= ALL_UP_TO) {
                every(new int[doubts.size()], 0, mixtures);
                return mixtures;
            }
            for (int outcome : new int[] {0, LOST}) {
                int[] base = new int[doubts.size()];
                Arrays.fill(base, outcome);
                deviations(base, 0, 2, mixtures);
            }
            for (int i = 0; i < BY_CHANCE; i++) {
                mixtures.add(doubts.stream().mapToInt(doubt -> chance.nextInt(doubt.outcomes())).toArray());
            }
            return mixtures;
        }

        private void every(int[] outcomes, int from, List<int[]> mixtures) {
            if (from == outcomes.length) {
                mixtures.add(outcomes.clone());
                return;
            }
            for (int outcome = 0; outcome < doubts.get(from).outcomes(); outcome++) {
                outcomes[from] = outcome;
                every(outcomes, from + 1, mixtures);
            }
        }

        private void deviations(int[] base, int from, int still, List<int[]> mixtures) {
            mixtures.add(base.clone());
            for (int i = from; still > 0 && i < base.length; i++) {
                int kept = base[i];
                for (int outcome = 0; outcome < doubts.get(i).outcomes(); outcome++) {
                    if (outcome != kept) {
                        base[i] = outcome;
                        deviations(base, i + 1, still - 1, mixtures);
                    }
                }
                base[i] = kept;
            }
        }
    }
}
