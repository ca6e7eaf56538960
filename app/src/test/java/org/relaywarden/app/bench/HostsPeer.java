// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Customers' hosts and a sender, in one process on the host of the program, so that one clock sees a mail go in and come
 * out. Arguments: what their domains begin with, how many first messages, the domain whose host is on a slow line or {@code -}, and the domains whose
 * hosts are silent. Says the milliseconds of the one in the middle, and of the slowest.
 */
final class HostsPeer {

    static final int QUICK_PORT = 2598;
    static final int SLOW_PORT = 2597;

    /** First messages before those that count. */
    static final int WARM_UPS = 10;

    private static final int PIECE_BYTES = 200;
    private static final int PIECE_EVERY_MILLIS = 100;
    private static final int RECEIVE_BUFFER_BYTES = 4_096;
    private static final int TRY_EVERY_MILLIS = 250;
    private static final int WITHIN_SECONDS = 180;

    private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
    private final CountDownLatch slowBegan = new CountDownLatch(1);

    private HostsPeer() {}

    public static void main(String[] arguments) throws Exception {
        HostsPeer peer = new HostsPeer();
        peer.serve(QUICK_PORT, false);
        peer.serve(SLOW_PORT, true);
        peer.run(arguments[0], Integer.parseInt(arguments[1]), arguments[2],
                List.of(arguments).subList(3, arguments.length));
        System.exit(0);
    }

    private void run(String phase, int tries, String slow, List<String> silent) throws Exception {
        firstMessages(phase, 0, WARM_UPS);
        if (!slow.equals("-")) {
            wake(slow);
            if (!slowBegan.await(WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no message comes on the slow line");
            }
        }
        for (String domain : silent) {
            wake(domain);
        }
        double[] millis = firstMessages(phase, WARM_UPS, tries);
        Arrays.sort(millis);
        System.out.printf("%.0f %.0f%n", millis[millis.length / 2], millis[millis.length - 1]);
    }

    /** New mail dials at once, and takes along what waits. */
    private static void wake(String domain) throws IOException {
        try (Peer peer = new Peer(BenchedProgram.PORT, 0)) {
            peer.send("user@" + domain);
        }
    }

    /** Each to a customer who never got any; the next one does not wait till the one before has come. */
    private double[] firstMessages(String phase, int from, int count) throws Exception {
        List<Long> sent = new ArrayList<>();
        List<CompletableFuture<Long>> awaited = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String domain = phase + i + ".example";
            CompletableFuture<Long> arrival = new CompletableFuture<>();
            arrivals.put(domain, arrival);
            awaited.add(arrival);
            try (Peer peer = new Peer(BenchedProgram.PORT, 0)) {
                sent.add(System.nanoTime());
                peer.send("user@" + domain);
            }
            TimeUnit.MILLISECONDS.sleep(TRY_EVERY_MILLIS);
        }
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            millis[i] = (awaited.get(i).get(WITHIN_SECONDS, TimeUnit.SECONDS) - sent.get(i)) / 1e6;
        }
        return millis;
    }

    private void serve(int port, boolean slow) throws IOException {
        ServerSocket server = new ServerSocket();
        if (slow) {
            server.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        }
        server.bind(new InetSocketAddress(port), 1_000);
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> converse(socket, slow));
                } catch (IOException ended) {
                    return;
                }
            }
        });
    }

    private void converse(Socket socket, boolean slow) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream bytes = slow ? new SlowStream(socket.getInputStream()) : socket.getInputStream();
            BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII));
            say(socket, "220 host.example ESMTP");
            String domain = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO")) {
                    say(socket, "250-host.example\r\n250-PIPELINING\r\n250 8BITMIME");
                } else if (line.startsWith("DATA")) {
                    say(socket, "354 go on");
                    if (slow) {
                        slowBegan.countDown();
                    }
                    takeMessage(in);
                    CompletableFuture<Long> arrival = arrivals.get(domain);
                    if (arrival != null) {
                        arrival.complete(System.nanoTime());
                    }
                    say(socket, "250 taken");
                } else {
                    if (line.startsWith("RCPT")) {
                        domain = line.substring(line.indexOf('@') + 1, line.indexOf('>'));
                    }
                    say(socket, line.startsWith("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException gone) {
            // The program hung up; a mail that did not come is missed by its sender.
        }
    }

    private static void takeMessage(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Two kilobytes a second. */
    private static final class SlowStream extends FilterInputStream {

        private SlowStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                TimeUnit.MILLISECONDS.sleep(PIECE_EVERY_MILLIS);
            } catch (InterruptedException hurried) {
                throw new IOException(hurried);
            }
            return super.read(buffer, offset, Math.min(length, PIECE_BYTES));
        }
    }
}
