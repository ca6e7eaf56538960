// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JournalTest {

    private enum Count implements Counter {
        TAKEN,
        REFUSED;

        @Override
        public String id() {
            return "mail." + name();
        }

        @Override
        public String unit() {
            return "messages";
        }
    }

    @Test
    void oneFactIsOneLine() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("to", "<ann@example.net>");
        fields.put("reply", "451 4.7.1 later");
        fields.put("try", 3);
        fields.put("empty", "");
        fields.put("bytes", new byte[] {'a', 0x0d, 0x0a, (byte) 0xff});
        assertEquals(
                "01J9ZK deferred to=<ann@example.net> reply=\"451 4.7.1 later\" try=3 empty=\"\""
                        + " bytes=a\\x0d\\x0a\\xff",
                JournalLine.of("01J9ZK", "deferred", fields));
    }

    @Test
    void aStrangerForgesNeitherLineNorFieldNorEndOfQuote() {
        assertEquals(
                "\"a b\" seen banner=\"220 x\\x0d\\x0a01J9ZK delivered\" helo=\"x\\\\x22 forged=yes\"",
                JournalLine.of(
                        "a b", "seen", ordered("banner", "220 x\r\n01J9ZK delivered", "helo", "x\\\" forged=yes")));
    }

    @Test
    void aValueIsCutAt500() {
        String line = JournalLine.of("i", "seen", Map.of("banner", "b".repeat(10_000)));
        assertEquals("i seen banner=\"" + "b".repeat(480) + "[...9520 more]\"", line);
    }

    @Test
    void goesToTheLoggerNamedJournal() {
        Logger logger = (Logger) LoggerFactory.getLogger("journal");
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        try {
            Journal.toLog().fact("ann", "imported", Map.of("text", "{} is no placeholder"));
        } finally {
            logger.setLevel(before);
            logger.detachAppender(seen);
        }
        assertEquals("ann imported text=\"{} is no placeholder\"", seen.list.getFirst().getFormattedMessage());
    }

    @Test
    void countsFromManyThreads() {
        Journal journal = Journal.toLog();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 50; thread++) {
                threads.execute(() -> journal.count(Count.TAKEN));
            }
        }
        assertEquals(50, journal.counted(Count.TAKEN));
        assertEquals(0, journal.counted(Count.REFUSED));
    }

    private static Map<String, Object> ordered(String key, Object value, String secondKey, Object secondValue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(key, value);
        fields.put(secondKey, secondValue);
        return fields;
    }
}
