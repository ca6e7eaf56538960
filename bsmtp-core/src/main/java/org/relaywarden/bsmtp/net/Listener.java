// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.relaywarden.bsmtp.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections, each on a virtual thread of its own, as many as the ceilings let in. Thread-safe. */
public final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 512;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    /** With no descriptor left, taking a connection fails at once, again and again. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final ListenerSettings settings;
    private final Journal journal;
    private final Conversation conversation;
    private final List<DeadlineSocket.Server> sockets = new ArrayList<>();
    private final Semaphore sessions;
    private final PeerCeiling peers;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    private Listener(ListenerSettings settings, Journal journal, Conversation conversation) {
        this.settings = settings;
        this.journal = journal;
        this.conversation = conversation;
        this.sessions = new Semaphore(settings.sessionsMax());
        this.peers = new PeerCeiling(settings.sessionsPerPeerMax(), settings.sessionsPerNetworkMax());
    }

    /**
     * Listens on all the addresses, or on none.
     *
     * @throws IOException when one can't be had; the message says which, and what to do
     */
    public static Listener open(ListenerSettings settings, Journal journal, Conversation conversation)
            throws IOException {
        Listener listener = new Listener(settings, journal, conversation);
        for (InetSocketAddress address : settings.addresses()) {
            listener.bind(address);
        }
        listener.sockets.forEach(socket ->
                Thread.ofVirtual().name(settings.name() + "-accept").start(() -> listener.accept(socket)));
        Thread.ofVirtual().name(settings.name() + "-watch").start(listener::cutStuckOnes);
        return listener;
    }

    private void bind(InetSocketAddress address) throws IOException {
        DeadlineSocket.Server socket = new DeadlineSocket.Server();
        sockets.add(socket);
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
        } catch (IOException failed) {
            closeSockets();
            throw new IOException(address + ": can't be listened on: " + failed.getMessage()
                    + ". Stop the program that has it, or give this one the right to (ports below 1024),"
                    + " or name another",
                    failed);
        }
    }

    /** The addresses with the ports that were really bound. */
    public List<InetSocketAddress> addresses() {
        return sockets.stream().map(socket -> (InetSocketAddress) socket.getLocalSocketAddress()).toList();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void accept(DeadlineSocket.Server socket) {
        while (!isClosing()) {
            try {
                admit(socket.accept());
            } catch (SocketException failed) {
                if (!isClosing()) {
                    pauseAfter(failed);
                }
            } catch (IOException failed) {
                pauseAfter(failed);
            }
        }
    }

    private void pauseAfter(IOException failed) {
        LOG.warn("listener={} takes no connection just now: {}", settings.name(), failed.getMessage());
        try {
            boolean ended = closing.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("listener={} goes on, closing={}", settings.name(), ended);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(DeadlineSocket socket) {
        if (!sessions.tryAcquire()) {
            journal.count(NetCounter.ALL_IN_USE);
            turnAway(socket);
            return;
        }
        Optional<NetCounter> full = peers.enter(socket.getInetAddress());
        if (full.isPresent()) {
            sessions.release();
            journal.count(full.get());
            turnAway(socket);
            return;
        }
        journal.count(NetCounter.SESSIONS);
        Thread.ofVirtual().name(settings.name() + "-session").start(() -> converse(socket));
    }

    private int sessionsInUsePercent() {
        return (int) (100L * (settings.sessionsMax() - sessions.availablePermits()) / settings.sessionsMax());
    }

    /** A few bytes into a new socket's buffer: nothing to wait for. */
    private void turnAway(Socket socket) {
        try (socket) {
            socket.getOutputStream().write((settings.busyLine() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            LOG.debug("listener={} the peer that was turned away is gone", settings.name());
        }
    }

    private void converse(DeadlineSocket socket) {
        try (socket) {
            Connection connection = new Connection(socket, settings.writeWithin(), this::sessionsInUsePercent);
            connections.add(connection);
            try {
                if (isClosing()) {
                    connection.hurry();
                }
                conversation.hold(connection);
                connection.finish();
            } finally {
                connections.remove(connection);
            }
        } catch (IOException broken) {
            LOG.debug("listener={} connection broken: {}", settings.name(), broken.getMessage());
        } catch (RuntimeException | Error ours) {
            LOG.error("listener={} a session died of a fault of ours", settings.name(), ours);
        } finally {
            peers.leave(socket.getInetAddress());
            sessions.release();
        }
    }

    /** Java's sockets have no limit on a write; a peer that reads nothing would hold its session for ever. */
    private void cutStuckOnes() {
        try {
            while (!closing.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                connections.stream().filter(Connection::isStuck).forEach(this::cut);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void cut(Connection connection) {
        journal.count(NetCounter.CUT);
        connection.cut();
    }

    /** Takes no more connections, lets sessions say good-bye, and cuts those that don't within the time set. */
    @Override
    public void close() {
        if (isClosing()) {
            return;
        }
        closing.countDown();
        closeSockets();
        connections.forEach(Connection::hurry);
        try {
            if (!endedWithin(settings.closeWithin())) {
                connections.forEach(this::cut);
                LOG.warn("listener={} had to cut sessions, all-ended={}", settings.name(), endedWithin(LOOKS_EVERY));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** All permits back: no session is left. */
    private boolean endedWithin(Duration wait) throws InterruptedException {
        return sessions.tryAcquire(settings.sessionsMax(), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeSockets() {
        for (ServerSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException failed) {
                LOG.debug("listener={} {}", settings.name(), failed.getMessage());
            }
        }
    }
}
