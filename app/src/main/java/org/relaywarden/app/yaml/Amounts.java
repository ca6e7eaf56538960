// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and times; what has a unit must be given with it. */
public final class Amounts {

    private static final Pattern WITH_UNIT = Pattern.compile("(?<number>[0-9]{1,12}) ?(?<unit>[A-Za-z]*)");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern PERCENT = Pattern.compile("(?<number>[0-9]{1,3}) ?%");
    private static final Pattern CLOCK = Pattern.compile("[0-9]{2}:[0-9]{2}");

    private static final Map<String, ChronoUnit> DURATION_UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private static final Map<String, Long> SIZE_UNITS = Map.of(
            "B", 1L,
            "KB", 1_000L,
            "MB", 1_000_000L,
            "GB", 1_000_000_000L,
            "KiB", 1L << 10,
            "MiB", 1L << 20,
            "GiB", 1L << 30);

    private Amounts() {}

    /** A duration within bounds, which are given as they would be written. */
    public static Kind.One<Duration> duration(String least, String most) {
        String shape = "a duration of " + least + " to " + most + " (ms, s, m, h or d)";
        return new Kind.One<>(shape, text -> {
            Duration duration = durationOf(text);
            if (duration.compareTo(durationOf(least)) < 0 || duration.compareTo(durationOf(most)) > 0) {
                throw new WrongValue("out of bounds", "Write " + shape + ".");
            }
            return duration;
        });
    }

    private static Duration durationOf(String text) throws WrongValue {
        Matcher parts = WITH_UNIT.matcher(text);
        if (!parts.matches()) {
            throw new WrongValue("not a duration", "Write a number and a unit, such as 30s, 20m, 4h or 7d.");
        }
        String number = parts.group("number");
        ChronoUnit unit = DURATION_UNITS.get(parts.group("unit"));
        if (unit == null) {
            throw parts.group("unit").isEmpty()
                    ? new WrongValue(
                            "no unit", "Write " + number + "s, " + number + "m, " + number + "h or " + number + "d.")
                    : new WrongValue("unknown unit " + parts.group("unit"),
                            "Write ms, s, m, h or d behind the number.");
        }
        try {
            return Duration.of(Long.parseLong(number), unit);
        } catch (ArithmeticException tooLong) {
            throw new WrongValue("out of bounds", "Write a duration of some days at most.");
        }
    }

    /** A size in bytes within bounds, which are given as they would be written. */
    public static Kind.One<Long> size(String least, String most) {
        String shape = "a size of " + least + " to " + most + " (KB, MB, GB, KiB, MiB or GiB)";
        return new Kind.One<>(shape, text -> {
            BigInteger size = sizeOf(text);
            if (size.compareTo(sizeOf(least)) < 0 || size.compareTo(sizeOf(most)) > 0) {
                throw new WrongValue("out of bounds", "Write " + shape + ".");
            }
            return size.longValueExact();
        });
    }

    private static BigInteger sizeOf(String text) throws WrongValue {
        Matcher parts = WITH_UNIT.matcher(text);
        if (!parts.matches()) {
            throw new WrongValue("not a size", "Write a number and a unit, such as 50MiB or 1GB.");
        }
        Long unit = SIZE_UNITS.get(parts.group("unit"));
        if (unit == null) {
            throw parts.group("unit").isEmpty()
                    ? new WrongValue(
                            "no unit", "Write " + parts.group("number") + "MiB or " + parts.group("number") + "MB.")
                    : new WrongValue("unknown unit " + parts.group("unit"),
                            "Write B, KB, MB, GB, KiB, MiB or GiB behind the number.");
        }
        return new BigInteger(parts.group("number")).multiply(BigInteger.valueOf(unit));
    }

    /** A whole number within bounds. */
    public static Kind.One<Integer> count(int least, int most) {
        String shape = "a whole number from " + least + " to " + most;
        return new Kind.One<>(shape, text -> {
            if (!WHOLE.matcher(text).matches()) {
                throw new WrongValue("not a whole number", "Write " + shape + ".");
            }
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new WrongValue("out of bounds", "Write " + shape + ".");
            }
            return number;
        });
    }

    /** A share in percent, 1 to 100. */
    public static Kind.One<Integer> percent() {
        String shape = "a share from 1% to 100%";
        return new Kind.One<>(shape, text -> {
            Matcher parts = PERCENT.matcher(text);
            if (!parts.matches()) {
                String remedy = WHOLE.matcher(text).matches() ? "Write " + text + "%." : "Write " + shape + ".";
                throw new WrongValue(WHOLE.matcher(text).matches() ? "no unit" : "not a share", remedy);
            }
            int number = Integer.parseInt(parts.group("number"));
            if (number < 1 || number > 100) {
                throw new WrongValue("out of bounds", "Write " + shape + ".");
            }
            return number;
        });
    }

    public static final Kind.One<LocalTime> TIME_OF_DAY = new Kind.One<>("a time of day such as 03:30", text -> {
        try {
            if (CLOCK.matcher(text).matches()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException noSuchTime) {
            // Said below.
        }
        throw new WrongValue("not a time of day", "Write hours and minutes from 00:00 to 23:59.");
    });

    public static final Kind.One<ZoneId> ZONE = new Kind.One<>("a time zone such as UTC or Europe/Amsterdam", text -> {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        String near = Nearest.to(text, ZoneId.getAvailableZoneIds()).map(zone -> "Did you mean " + zone + "?")
                .orElse("Write UTC or a name such as Europe/Amsterdam.");
        throw new WrongValue("unknown time zone", near);
    });
}
