// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Senders in a process of their own, on the host of the servers. {@code idle PORT COUNT} greets, says {@code open}, and
 * stays; {@code deliver PORT COUNT} sends one mail on each of so many connections, one after the other, and says how long
 * the one in the middle took, and the slowest of a hundred; {@code fill PORT COUNT ACCOUNTS} sends so many mails, by turns
 * to the accounts, on twenty connections.
 */
final class Peer implements AutoCloseable {

    private static final int PER_ADDRESS = 500;
    private static final int OPENED_AT_ONCE = 50;
    private static final int FILLING_AT_ONCE = 20;
    private static final int WAIT_MILLIS = 60_000;
    /** 4 KiB. */
    static final byte[] BODY = ("Subject: timed\r\n\r\n" + "x".repeat(72).concat("\r\n").repeat(55) + ".\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Socket socket = new Socket();
    private final BufferedReader in;

    Peer(int port, int number) throws IOException {
        socket.bind(new InetSocketAddress("127.0.1." + (1 + number / PER_ADDRESS), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), WAIT_MILLIS);
        socket.setSoTimeout(WAIT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 512);
        expect("220");
        say("EHLO world.example", "250");
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "idle" -> {
                List<Peer> peers = open(port, count);
                System.out.println("open " + peers.size());
                Thread.currentThread().join();
            }
            case "fill" -> fill(port, count, Integer.parseInt(arguments[3]));
            default -> deliver(port, count);
        }
    }

    private static void fill(int port, int count, int accounts) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(FILLING_AT_ONCE)) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < FILLING_AT_ONCE; i++) {
                senders.add(executor.submit(() -> {
                    try (Peer peer = new Peer(port, 0)) {
                        for (int mail = next.getAndIncrement(); mail < count; mail = next.getAndIncrement()) {
                            peer.send("user@c" + (mail % accounts + 1) + ".example");
                        }
                    }
                    return count;
                }));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
    }

    private static List<Peer> open(int port, int count) throws Exception {
        List<Peer> peers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(OPENED_AT_ONCE)) {
            List<Future<Peer>> opening = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                opening.add(executor.submit(() -> new Peer(port, number)));
            }
            for (Future<Peer> peer : opening) {
                peers.add(peer.get());
            }
        }
        return peers;
    }

    private static void deliver(int port, int count) throws IOException {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            try (Peer peer = new Peer(port, 0)) {
                peer.send("user@c1.example");
                peer.say("QUIT", "221");
            }
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%.1f %.1f%n", millis[count / 2], millis[count * 99 / 100]);
    }

    /** Sends one mail; it was answered 250 when this returns. */
    void send(String recipient) throws IOException {
        say("MAIL FROM:<sender@world.example>", "250");
        say("RCPT TO:<" + recipient + ">", "250");
        say("DATA", "354");
        socket.getOutputStream().write(BODY);
        expect("250");
    }

    private void say(String line, String code) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        expect(code);
    }

    private void expect(String code) throws IOException {
        String line = String.valueOf(in.readLine());
        while (line.startsWith(code + "-")) {
            line = String.valueOf(in.readLine());
        }
        if (!line.startsWith(code + " ")) {
            throw new IOException(code + " expected, not: " + line);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
