// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A port that can be opened and shut and keeps its number: while it is shut, a bound socket that does not listen holds
 * the place.
 */
final class Port implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final Executor threads;
    private final Consumer<Socket> visitor;
    private InetSocketAddress address;
    private @Nullable ServerSocket listening;
    private @Nullable Socket placeHolder;
    private boolean closed;

    /** A port that is shut; number 0 lets the system choose. */
    Port(InetSocketAddress wanted, Executor threads, Consumer<Socket> visitor) {
        this.threads = threads;
        this.visitor = visitor;
        this.address = wanted;
        try {
            holdPlace();
        } catch (IOException e) {
            throw cannot(e);
        }
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
            var fresh = new ServerSocket();
            listening = fresh;
            fresh.setReuseAddress(true);
            fresh.bind(address, BACKLOG);
            threads.execute(() -> accept(fresh));
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    synchronized void shut() {
        if (listening == null) {
            return;
        }
        try {
            listening.close();
            listening = null;
            holdPlace();
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

    private void holdPlace() throws IOException {
        var socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(address);
        placeHolder = socket;
        address = new InetSocketAddress(address.getAddress(), socket.getLocalPort());
    }

    private void accept(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                visitor.accept(door.accept());
            } catch (IOException shut) {
                if (!door.isClosed()) {
                    throw cannot(shut);
                }
            }
        }
    }

    private UncheckedIOException cannot(IOException cause) {
        return new UncheckedIOException(address + ": cannot listen here: " + cause.getMessage()
                + "; is the port taken, or below 1024?", cause);
    }
}
