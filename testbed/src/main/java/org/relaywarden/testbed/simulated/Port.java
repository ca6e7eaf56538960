// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A port that can be opened and shut and keeps its number: while it is shut, a bound socket that does not listen holds
 * the place.
 */
final class Port implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final Duration FREE_WITHIN = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Executor threads;
    private final Consumer<Socket> visitor;
    private InetSocketAddress address;
    private @Nullable ServerSocket listening;
    private @Nullable Socket placeHolder;
    private CountDownLatch ended = new CountDownLatch(0);
    private boolean closed;

    /** A port that is neither open nor shut yet; number 0 lets the system choose when it becomes either. */
    Port(InetSocketAddress wanted, Executor threads, Consumer<Socket> visitor) {
        this.threads = threads;
        this.visitor = visitor;
        this.address = wanted;
    }

    synchronized InetSocketAddress address() {
        return address;
    }

    synchronized void open() {
        if (listening != null || closed) {
            return;
        }
        try {
            if (placeHolder != null) {
                placeHolder.close();
                placeHolder = null;
            }
            ServerSocket fresh = listen();
            listening = fresh;
            address = new InetSocketAddress(address.getAddress(), fresh.getLocalPort());
            var end = new CountDownLatch(1);
            ended = end;
            threads.execute(() -> accept(fresh, end));
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    synchronized void shut() {
        if (placeHolder != null || closed) {
            return;
        }
        try {
            if (listening != null) {
                listening.close();
                listening = null;
            }
            ended.await();
            holdPlaceOnceFree();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (listening != null) {
                listening.close();
            }
            if (placeHolder != null) {
                placeHolder.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(address + ": cannot be given back: " + e.getMessage(), e);
        }
    }

    private ServerSocket listen() throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void holdPlace() throws IOException {
        var socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        placeHolder = socket;
        address = new InetSocketAddress(address.getAddress(), socket.getLocalPort());
    }

    /** To the system a port listens until whoever still polled it has let go; on a busy machine that takes a while. */
    private void holdPlaceOnceFree() throws IOException {
        long end = System.nanoTime() + FREE_WITHIN.toNanos();
        while (true) {
            try {
                holdPlace();
                return;
            } catch (BindException stillListening) {
                if (System.nanoTime() > end) {
                    throw stillListening;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void accept(ServerSocket door, CountDownLatch end) {
        try {
            while (true) {
                visitor.accept(door.accept());
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(door + " takes no more connections: " + e.getMessage(), e);
            }
        } finally {
            end.countDown();
        }
    }

    private UncheckedIOException cannot(IOException cause) {
        return new UncheckedIOException(address + ": cannot listen here: " + cause.getMessage()
                + "; is the port taken, or below 1024?", cause);
    }
}
