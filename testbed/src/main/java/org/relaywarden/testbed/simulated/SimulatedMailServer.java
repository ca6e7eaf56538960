// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.Opening;

/**
 * A customer's mail server, or what stands in its place: a real SMTP server on a loopback address that answers as its
 * {@link Behaviour} says, and whose behaviour can change while it runs, as that of a customer who mends. Mail that it
 * relays goes on over SMTP from its own address, so that the receiver sees which host handed it in.
 *
 * <pre>{@code
 * try (var server = SimulatedMailServer.named("mail.acme.example").at("127.0.7.1").serving("acme.example")
 *         .behaving(Behaviours.PERCENT_HACK).onward(OnwardRoutes.allTo(sink.address())).start()) {
 *     ... a probe relays through server.address() ...
 *     server.become(Behaviours.CLOSED);
 * }
 * }</pre>
 *
 * <p>Safe for all threads. {@link #close} ends every thread and connection within a second.
 */
public final class SimulatedMailServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 500;
    private static final Duration IDLE_MAX = Duration.ofMinutes(5);  // RFC 5321 section 4.5.3.2.7
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

    private final Host host;
    private final Port port;
    private final Inbox inbox;
    private final DialogueLog dialogues;
    private final OnwardQueue queue;
    private final Sorting sorting;
    private final ExecutorService threads;
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final @Nullable SSLSocketFactory tls;
    private final boolean encryptedFromTheStart;
    private volatile Behaviour behaviour;

    SimulatedMailServer(ServerBuilder wishes) {
        this.host = wishes.host();
        this.behaviour = wishes.behaviour;
        this.tls = wishes.tls;
        this.encryptedFromTheStart = wishes.encryptedFromTheStart;
        this.inbox = new Inbox();
        this.dialogues = new DialogueLog(wishes.clock);
        this.queue = new OnwardQueue(host, wishes.routes, wishes.retryEvery, wishes.clock);
        this.sorting = new Sorting(host, wishes.clock, inbox, queue);
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(host.name() + '-', 0).factory());
        this.port = new Port(new InetSocketAddress(host.address(), wishes.portNumber), threads, this::welcome);
    }

    /** Begins the description of a server with this host name; {@link ServerBuilder#start} brings it up. */
    public static ServerBuilder named(String hostName) {
        return new ServerBuilder(hostName);
    }

    SimulatedMailServer started() {
        try {
            become(behaviour);
            threads.execute(queue::run);
            return this;
        } catch (UncheckedIOException cannotListen) {
            close();
            throw cannotListen;
        }
    }

    /** Where it listens, or would if it were not dead. */
    public InetSocketAddress address() {
        return port.address();
    }

    /** Who it is. */
    public Host host() {
        return host;
    }

    /** How it answers from now on. */
    public Behaviour behaviour() {
        return behaviour;
    }

    /**
     * Changes how it answers. Conversations that have begun keep the behaviour they began with, except that a server
     * which nobody listens for any more cuts them off. Mail that waits to go on keeps waiting: who mends an open relay
     * must empty its queue too (E8).
     */
    public synchronized void become(Behaviour next) {
        behaviour = next;
        boolean dead = next.opening(host) instanceof Opening.NobodyListens;
        queue.pause(dead);
        if (dead) {
            port.shut();
            connections.forEach(SimulatedMailServer::cut);
        } else {
            port.open();
        }
    }

    /** The mails for its own users, oldest first. */
    public List<ReceivedMail> received() {
        return inbox.all();
    }

    /**
     * Waits for the mail of this number, counted from 1, for one of its own users.
     *
     * @throws IllegalStateException when it has not come within {@code atMost}
     */
    public ReceivedMail awaitReceived(int number, Duration atMost) throws InterruptedException {
        return inbox.await(number, atMost, this);
    }

    /** The last connections, oldest first. */
    public List<Dialogue> dialogues() {
        return dialogues.all();
    }

    /**
     * Waits until the connection of this number, counted from 1, has ended.
     *
     * @throws IllegalStateException when it has not within {@code atMost}, or is too long ago to be remembered
     */
    public Dialogue awaitDialogue(int number, Duration atMost) throws InterruptedException {
        return dialogues.await(number, atMost, this);
    }

    /** How many mails wait to go on, the one that is on its way just now counted. */
    public int waiting() {
        return queue.size();
    }

    /** Tries every waiting mail at once, as the operator's {@code postqueue -f} does. */
    public void retryNow() {
        queue.retryNow();
    }

    /** Throws all waiting mail away, as E8 asks of a customer who mends. */
    public void emptyQueue() {
        queue.empty();
    }

    private void welcome(Socket socket) {
        if (!places.tryAcquire()) {
            cut(socket);
            return;
        }
        connections.add(socket);
        try {
            threads.execute(() -> {
                try {
                    converse(socket);
                } finally {
                    connections.remove(socket);
                    places.release();
                }
            });
        } catch (RejectedExecutionException closing) {
            cut(socket);
        }
    }

    private void converse(Socket socket) {
        var client = new InetSocketAddress(socket.getInetAddress(), socket.getPort());
        DialogueLog.Entry dialogue = dialogues.begin(client);
        try (var wire = new Wire(socket, IDLE_MAX)) {
            if (tls != null && encryptedFromTheStart) {
                wire.encrypt(tls);
            }
            SSLSocketFactory offered = encryptedFromTheStart ? null : tls;
            new Session(host, behaviour, client.getAddress(), wire, dialogue, sorting, offered).run();
        } catch (IOException hungUp) {
            dialogue.serverSaid("(connection ended: " + hungUp.getMessage() + ")");
        } finally {
            dialogue.end();
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connection from " + socket.getRemoteSocketAddress(), e);
        }
    }

    @Override
    public void close() {
        port.close();
        threads.shutdownNow();
        connections.forEach(SimulatedMailServer::cut);
        try {
            if (!threads.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(this + ": a thread still runs " + CLOSE_MAX + " after close()");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        String place = host.address().getHostAddress() + ':' + port.address().getPort();
        return host.name() + " (" + behaviour.name() + ") at " + place;
    }
}
