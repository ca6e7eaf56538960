// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.relaywarden.bsmtp.smtp.Reply;

/** Dials hosts. Thread-safe; each connection is used by one thread. */
public final class SmtpClient implements AutoCloseable {

    private static final int GREETING = 220;

    private final ClientSettings settings;
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    /** Cuts what can't be written in time: a blocking write has no deadline of its own. */
    private final ScheduledThreadPoolExecutor cutter;
    private volatile boolean hurrying;

    /** A client that dials as the settings say. */
    public SmtpClient(ClientSettings settings) {
        this.settings = settings;
        cutter = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("delivery-cutter").factory());
        cutter.setRemoveOnCancelPolicy(true);
    }

    /** Dials this address, waits for the greeting and says hello. No name is looked up. */
    public Dialled dial(InetSocketAddress host) {
        Optional<InetAddress> source = settings.source();
        if (source.isPresent() && source.get().getClass() != host.getAddress().getClass()) {
            // B14: what the system would pick instead is in no announced range.
            return new Dialled.Failed(Trouble.happened(Step.CONNECT, "the address that mail is delivered from is "
                    + source.get().getHostAddress() + ", of another family than the host's"));
        }
        Wire wire = new Wire(settings.timeouts(), cutter);
        open.add(wire);
        Step step = Step.CONNECT;
        boolean connected = false;
        try {
            wire.connect(source, host);
            if (hurrying) {
                throw new IOException("the program stops");
            }
            step = Step.BANNER;
            Reply greeting = wire.reply(settings.timeouts().banner());
            if (greeting.code() != GREETING) {
                return new Dialled.Failed(Trouble.said(step, greeting));
            }
            step = Step.HELLO;
            Reply hello = wire.say("EHLO " + settings.heloName());
            if (hello.isPermanent()) { // RFC 5321 section 3.2: an old host knows HELO only
                hello = wire.say("HELO " + settings.heloName());
                hello = Reply.of(hello.code(), hello.lines().getFirst());
            }
            if (!hello.isPositive()) {
                return new Dialled.Failed(Trouble.said(step, hello));
            }
            connected = true;
            return new Dialled.Connected(
                    new HostConnection(wire, settings.timeouts(), Extensions.in(hello), () -> open.remove(wire)));
        } catch (IOException failed) {
            return new Dialled.Failed(Trouble.happened(step, Wire.words(failed)));
        } finally {
            if (!connected) {
                wire.cut();
                open.remove(wire);
            }
        }
    }

    /** Ends every conversation in which no message is under way; no new one comes to stand. */
    public void hurry() {
        hurrying = true;
        open.stream().filter(wire -> !wire.isBusy()).forEach(Wire::cut);
    }

    /** Ends every conversation, whatever it is doing. */
    @Override
    public void close() {
        hurrying = true;
        open.forEach(Wire::cut);
        cutter.shutdownNow();
    }
}
