// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** What may be left of a file whose last writes were not forced. */
final class UnforcedBytes {

    private static final int BLOCK = 4 << 10;

    private byte[] forced = new byte[0];
    private final List<DiskStep.Written> doubtful = new ArrayList<>();

    /** The next write, in order. */
    void add(DiskStep.Written write, boolean isSafe) {
        if (isSafe) {
            forced = DiskState.overwritten(forced, write.position(), write.bytes());
        } else {
            doubtful.add(write);
        }
    }

    /** All of it first, none of it second. */
    List<byte[]> outcomes() {
        byte[] all = with(write -> true);
        List<byte[]> outcomes = new ArrayList<>(List.of(all, forced));
        // The size is there, and no byte of it: what a file system that allocates late is known for.
        add(outcomes, Arrays.copyOf(forced, all.length));
        // The first block, with the line that makes the file look whole, and nothing behind it.
        add(outcomes, Arrays.copyOf(Arrays.copyOf(all, Math.min(BLOCK, all.length)), all.length));
        int blocks = (all.length + BLOCK - 1) / BLOCK;
        for (int block : new int[] {0, blocks / 2, blocks - 1}) {
            add(outcomes, Arrays.copyOf(all, Math.min(block * BLOCK, all.length)));
            add(outcomes, without(all, block * BLOCK, BLOCK));
        }
        int lastBlockBytes = all.length - Math.max(0, blocks - 1) * BLOCK;
        add(outcomes, Arrays.copyOf(all, all.length - lastBlockBytes / 2));
        add(outcomes, without(all, all.length - lastBlockBytes / 2, 7));
        for (int one : new int[] {0, doubtful.size() / 2, doubtful.size() - 1}) {
            add(outcomes, with(write -> write != one));
            add(outcomes, with(write -> write == one));
            add(outcomes, with(write -> write < one));
        }
        return outcomes;
    }

    private static void add(List<byte[]> outcomes, byte[] bytes) {
        if (outcomes.stream().noneMatch(known -> Arrays.equals(known, bytes))) {
            outcomes.add(bytes);
        }
    }

    private byte[] with(IntPredicate writes) {
        byte[] bytes = forced;
        for (int i = 0; i < doubtful.size(); i++) {
            if (writes.test(i)) {
                bytes = DiskState.overwritten(bytes, doubtful.get(i).position(), doubtful.get(i).bytes());
            }
        }
        return bytes;
    }

    private byte[] without(byte[] all, int from, int length) {
        byte[] bytes = all.clone();
        for (int i = Math.max(0, from); i < Math.min(all.length, from + length); i++) {
            bytes[i] = i < forced.length ? forced[i] : 0;
        }
        return bytes;
    }
}
