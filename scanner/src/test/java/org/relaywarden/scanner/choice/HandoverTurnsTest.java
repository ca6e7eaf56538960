// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.choice.HandoverTurns.Turn;

/** Whose turn it is among what a host took. A form with a number had its message so many nights ago, with a + it came back. */
class HandoverTurnsTest {

    private static final Instant TONIGHT = Instant.parse("2026-03-31T02:00:00Z");

    @ParameterizedTest(name = "of {0} with {1} before, {2} convicted, last {3}, until {4}: {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            S1 S3 R1    | -                 | -     | -  | AGAIN | S1 | the order of the battery
            S3 R1       | -                 | -     | S1 | NEW   | R1 | another recipient than the last one
            S3 S4       | -                 | -     | S1 | NEW   | S3 | there is no other recipient
            S1 S3 R1    | S1:1              | -     | -  | AGAIN | S3 | S1 had its message
            S1 R4 S3    | S1:1              | -     | S1 | AGAIN | S3 | the likelier tier before another recipient
            S1 S3 R1    | S1:1 S3:3 R1:2    | -     | R1 | AGAIN | S3 | the longest ago, whatever its recipient
            S1 S3       | S1:1 S3:2         | -     | -  | NEW   | -  | both had theirs: they wait
            S1 S3       | S1:40 S3:1        | -     | -  | NEW   | -  | however long ago
            S1 R8       | R8:1              | R8    | -  | NEW   | R8 | it convicted, so even in vain it goes first
            S1 R8 R1    | R8:1              | R8 R1 | -  | NEW   | R1 | of two that convicted, the one that had none
            S1 R8       | R8:1+             | -     | -  | NEW   | R8 | it came back
            S1 R8       | R8:60+            | -     | -  | NEW   | R8 | whenever that was
            R8 S1 R1    | R8:2+ R1:1        | R1    | -  | NEW   | R8 | both go first; that one was not in vain
            """)
    void next(
            String taken, String before, String convicted, String lastRecipient, Turn until, String next, String why) {
        var last = Optional.ofNullable(lastRecipient).map(HandoverTurnsTest::test).map(RelayTest::recipient);

        assertEquals(
                Optional.ofNullable(next).map(HandoverTurnsTest::test),
                turns(convicted, before).next(tests(taken), until, last),
                why);
    }

    @ParameterizedTest(name = "{0} while {1} are asked, {2} before, {3} convicted: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            S1 | K0 S1 S3 R8 | -          | -     | true  | the first that is taken
            S3 | K0 S1 S3 R8 | S1:1       | -     | true  | S1 had its message
            S1 | K0 S1 S3 R8 | S1:1       | -     | false | others may be taken that had none
            S1 | K0 S1       | S1:1       | -     | false | what is asked later may be taken, and had none
            S5 | S5          | S5:1       | -     | false | what is put off may be taken later
            S1 | K0 S1 S3 R8 | -          | R8    | false | R8 convicted: is it mended?
            R8 | K0 S1 S3 R8 | R8:1       | R8    | true  | no other convicted
            S1 | K0 S1 S3    | -          | R8    | true  | R8 is not asked now
            S1 | K0 S1 S3 R8 | R8:1+      | -     | false | R8 came back the last time
            S1 | K0 S1 R8    | S1:2       | S1 R8 | false | R8 convicted, too, and had no message since
            """)
    void atOnce(String taken, String asked, String before, String convicted, boolean atOnce, String why) {
        assertEquals(atOnce, turns(convicted, before).isAtOnce(new TestId(taken), tests(asked)), why);
    }

    private static HandoverTurns turns(String convicted, String before) {
        Map<TestId, LastHandover> handedOver = new HashMap<>();
        words(before).map(word -> word.split(":")).forEach(one -> {
            Duration ago = Duration.ofDays(Integer.parseInt(one[1].replace("+", "")));
            handedOver.put(new TestId(one[0]), new LastHandover(TONIGHT.minus(ago), one[1].endsWith("+")));
        });
        return new HandoverTurns(words(convicted).map(TestId::new).toList(), handedOver);
    }

    private static Stream<String> words(String words) {
        return Optional.ofNullable(words).stream().flatMap(some -> Stream.of(some.split(" ")));
    }

    private static List<RelayTest> tests(String ids) {
        return words(ids).map(HandoverTurnsTest::test).toList();
    }

    private static RelayTest test(String id) {
        return Battery.find(new TestId(id)).orElseThrow();
    }
}
