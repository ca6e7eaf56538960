// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.spool.SpoolBench.to;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/** System mailboxes: at least once, removed after the consumer returned. */
@Timeout(30)
class ConsumerTest {

    private static final SystemMailbox BOX = SystemMailbox.COLLECTOR;

    @AutoClose
    private SpoolBench bench;

    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        bench = new SpoolBench(folder);
    }

    private void takeAll(StoredMail mail, byte[] message) {
        taken.add(new String(message, StandardCharsets.ISO_8859_1));
    }

    private void keep(String message) throws SpoolException {
        bench.keep(message, to(BOX, MailClass.SYSTEM));
    }

    private String next() throws InterruptedException {
        return taken.poll(20, TimeUnit.SECONDS);
    }

    /** Waits for the removal that follows the consumer's return: drain takes its turn behind it. */
    private List<StoredMail> left() throws IOException {
        bench.spool.drain();
        return bench.spool.list(BOX);
    }

    @Test
    void whatLiesThereAndWhatComesIsHandedOverAndRemoved() throws Exception {
        keep("before");
        bench.spool.consume(BOX, this::takeAll);
        assertEquals("before", next());
        keep("after");
        assertEquals("after", next());

        assertEquals(List.of(), left());
        assertEquals(2, bench.journal.counted(SpoolCounter.CONSUMED));
    }

    @Test
    void aConsumerThatThrowsKeepsItsMailAndHoldsUpNoOther() throws Exception {
        CountDownLatch mended = new CountDownLatch(1);
        bench.spool.consume(BOX, (mail, message) -> {
            String text = new String(message, StandardCharsets.ISO_8859_1);
            if (text.equals("bad") && mended.getCount() > 0) {
                taken.add("threw");
                throw new StackOverflowError("a parser's");
            }
            taken.add(text);
        });
        keep("bad");
        assertEquals("threw", next());
        keep("good");
        assertEquals("good", next(), "the bad one is not tried again with every new one");
        assertEquals(1, bench.journal.of("postponed").size());

        mended.countDown();
        bench.spool.drain();
        assertEquals("bad", next());
        assertEquals(List.of(), left());
    }

    @Test
    void mailIsStillThereWhileTheConsumerWorks() throws Exception {
        BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        bench.spool.consume(BOX, (mail, message) -> {
            try {
                seen.add(bench.spool.list(BOX).size());
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        keep("x");

        assertEquals(1, seen.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aDamagedMailGoesAsideAndTheNextIsTaken() throws Exception {
        keep("damaged");
        Path file = bench.files("system").getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        keep("sound");
        bench.spool.consume(BOX, this::takeAll);

        assertEquals("sound", next());
        assertEquals(1, bench.files("quarantine").size());
    }

    @Test
    void oneConsumerPerMailbox() {
        bench.spool.consume(BOX, this::takeAll);

        assertThrows(IllegalStateException.class, () -> bench.spool.consume(BOX, this::takeAll));
    }

    @Test
    void closeWaitsForTheMessageUnderWayAndBeginsNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        keep("1");
        keep("2");
        bench.spool.consume(BOX, (mail, message) -> {
            begun.countDown();
            try {
                assertTrue(goOn.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException hurried) {
                throw new IllegalStateException(hurried);
            }
            takeAll(mail, message);
        });
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        Thread closing = Thread.ofVirtual().start(bench.spool::close);
        goOn.countDown();
        closing.join();

        assertEquals(1, taken.size());
        assertEquals(1, bench.spool.list(BOX).size(), "the other waits for the next start");
    }
}
