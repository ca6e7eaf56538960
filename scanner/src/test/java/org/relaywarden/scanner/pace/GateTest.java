// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many conversations are held at once: by turns, never by luck. */
@Timeout(30)
class GateTest {

    @ParameterizedTest(name = "{0} with {1} places: {2} at once, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7 192.0.2.7                                             | 9 | 1 | one at a time with a host
            192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6     | 9 | 4 | a few with one network
            192.0.2.1 198.51.100.1 203.0.113.1 192.0.3.1 192.0.4.1          | 9 | 5 | other networks wait for nobody
            192.0.2.1 198.51.100.1 203.0.113.1                              | 2 | 2 | no more than there are places
            2001:db8::1 2001:db8:0:1::1 2001:db8::2 2001:db8::3 2001:db8::4 | 9 | 4 | an IPv6 network is a /48
            """)
    void soManyAtOnce(String hosts, int places, int atOnce, String why) throws Exception {
        Gate gate = new Gate(places, 4);
        CountDownLatch full = new CountDownLatch(atOnce);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> talks = new ArrayList<>();
            for (String host : hosts.split(" ")) {
                talks.add(threads.submit(() -> gate.inTurn(InetAddress.ofLiteral(host), () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    full.countDown();
                    await(end);
                    return now.decrementAndGet();
                })));
            }
            full.await(); // as many as may be are in; the rest waits at the gate
            end.countDown();
            for (Future<Integer> talk : talks) {
                assertTrue(talk.get() >= 0);
            }
        }
        assertEquals(atOnce, most.get(), why);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
