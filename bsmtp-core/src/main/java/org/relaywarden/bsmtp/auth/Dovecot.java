// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One question, one connection to Dovecot's auth service: they are rare, and nothing is then left to mend. Thread-safe.
 */
final class Dovecot {

    /**
     * Whoever finds no place is told to come again. Fewer than the connections that Dovecot lets wait for its answer
     * (128): one more would wait within the system, where a thread keeps its carrier.
     */
    static final int AT_ONCE_MAX = 50;

    private final DovecotSettings settings;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
    /** A channel to a Unix socket has no time limit of its own. */
    private final ScheduledThreadPoolExecutor alarm = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("auth-alarm").factory());

    Dovecot(DovecotSettings settings) {
        this.settings = settings;
        alarm.setRemoveOnCancelPolicy(true);
    }

    /** Something said on a connection. */
    @FunctionalInterface
    private interface Talk<T> {
        T hold(DovecotTalk talk) throws IOException;
    }

    /**
     * Asks about a password.
     *
     * @throws IOException when Dovecot can't be asked or says nothing of use in time; the message says what happened
     */
    Verified ask(Credentials credentials, InetAddress peer) throws IOException {
        return held(talk -> talk.ask(credentials, peer));
    }

    /** Only greets. */
    void greet() throws IOException {
        held(_ -> true);
    }

    private <T> T held(Talk<T> talk) throws IOException {
        if (!atOnce.tryAcquire()) {
            throw new IOException("Dovecot at " + settings.socket() + ": " + AT_ONCE_MAX + " questions wait already");
        }
        try {
            return heldNow(talk);
        } finally {
            atOnce.release();
        }
    }

    private <T> T heldNow(Talk<T> talk) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            var bell = alarm.schedule(() -> {
                late.set(true);
                close(channel);
            }, settings.within().toNanos(), TimeUnit.NANOSECONDS);
            try {
                channel.connect(UnixDomainSocketAddress.of(settings.socket()));
                DovecotTalk spoken = new DovecotTalk(channel);
                spoken.greet();
                return talk.hold(spoken);
            } finally {
                bell.cancel(false);
            }
        } catch (IOException failed) {
            String words = late.get() ? "no answer within " + settings.within().toMillis() + " ms" : words(failed);
            throw new IOException("Dovecot at " + settings.socket() + ": " + words, failed);
        }
    }

    private static String words(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException closedAlready) {
            // Closed is what it is to be.
        }
    }
}
