// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that no other file has: {@code <sec>.M<usec>P<pid>_<seq>_<instance>.<host>}. In a container every process has
 * number 1, and a clock can be set back: the random instance tells one run of the program from the next. Thread-safe.
 */
public final class UniqueNames {

    /** Names by any instance of the program. */
    private static final Pattern OURS = Pattern.compile("\\d+\\.M\\d{6}P\\d+_\\d+_([0-9a-f]{12})\\..+");

    /** Names that a part of the program chose. */
    private static final Pattern FIXED = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    /** A file name has 255 bytes: a long host name leaves room for the sizes and flags behind it. */
    private static final int HOST_CHARACTERS = 64;

    private final InstantSource clock;
    private final String host;
    private final String instance;
    private final long pid = ProcessHandle.current().pid();
    private final AtomicLong sequence = new AtomicLong();

    /**
     * The names of one run of the program.
     *
     * @param hostName stands at their end, cut to 64 characters
     */
    public UniqueNames(InstantSource clock, String hostName) {
        this.clock = clock;
        this.host = hostName.substring(0, Math.min(hostName.length(), HOST_CHARACTERS));
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        this.instance = HexFormat.of().formatHex(random);
    }

    /** A name that nobody else gives, now or later. */
    public String next() {
        Instant now = clock.instant();
        return String.format("%d.M%06dP%d_%d_%s.%s", now.getEpochSecond(), now.getNano() / 1_000, pid,
                sequence.incrementAndGet(), instance, host);
    }

    /** Whether a part of the program may choose this name: 1 to 100 of {@code a-z 0-9 . -}, first a letter or digit. */
    public static boolean isFixed(String name) {
        return FIXED.matcher(name).matches();
    }

    /**
     * Whether a file of this id can be ours. Servers that share the Maildir give names of another shape, with capitals
     * in them, so that what they put there need not be opened to be told apart.
     */
    public static boolean canBeOurs(String id) {
        return OURS.matcher(id).matches() || isFixed(id);
    }

    /** Whether a process before this one gave the name. */
    public boolean isOfEarlierInstance(String fileName) {
        Matcher matcher = OURS.matcher(fileName);
        return matcher.matches() && !matcher.group(1).equals(instance);
    }
}
