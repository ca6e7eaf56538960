// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;

/**
 * What the sink and the wire give at best, in a process of its own: one connection for each account, the message in memory,
 * the next one begun behind the final dot of the one before; no disk, no books. Says when its last round began, in
 * microseconds since 1970. The rounds before are for the compiler.
 */
final class BareSender {

    /** The rounds in all. */
    static final int ROUNDS = 7;

    private static final int AT_ONCE = 100;
    private static final int WAIT_MILLIS = 60_000;
    private static final int REPLIES_TO_COMMANDS = 3;

    private BareSender() {}

    /** Arguments: how many messages; then the address of each account's host. */
    public static void main(String[] arguments) throws Exception {
        int messages = Integer.parseInt(arguments[0]);
        List<String> hosts = List.of(arguments).subList(1, arguments.length);
        Instant began = Instant.now();
        for (int round = 0; round < ROUNDS; round++) {
            began = Instant.now();
            empty(hosts, messages);
        }
        System.out.println(Duration.between(Instant.EPOCH, began).toNanos() / 1_000);
    }

    private static void empty(List<String> hosts, int messages) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                String host = hosts.get(i);
                int share = messages / hosts.size() + (i < messages % hosts.size() ? 1 : 0);
                Callable<Integer> account = () -> send(host, share);
                places.acquire();
                sent.add(executor.submit(() -> {
                    try {
                        return account.call();
                    } finally {
                        places.release();
                    }
                }));
            }
            for (Future<Integer> one : sent) {
                one.get();
            }
        }
    }

    private static int send(String host, int share) throws IOException {
        byte[] commands = "MAIL FROM:<>\r\nRCPT TO:<user@customer.example>\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(Peer.BODY);
        block.write(commands);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, CountingSink.PORT), WAIT_MILLIS);
            socket.setSoTimeout(WAIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 512);
            expect(in, 1);
            socket.getOutputStream().write("EHLO bench.example\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, 1);
            socket.getOutputStream().write(commands);
            for (int mail = 1; mail <= share; mail++) {
                expect(in, REPLIES_TO_COMMANDS);
                socket.getOutputStream().write(mail < share ? block.toByteArray() : Peer.BODY);
                socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                expect(in, 1);
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, 1);
        }
        return share;
    }

    private static void expect(BufferedReader in, int replies) throws IOException {
        for (int left = replies; left > 0; ) {
            String line = String.valueOf(in.readLine());
            if (!line.matches("[23].*")) {
                throw new IOException("the sink says " + line);
            }
            left -= line.charAt(3) == ' ' ? 1 : 0;
        }
    }
}
