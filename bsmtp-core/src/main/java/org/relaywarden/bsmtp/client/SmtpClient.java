// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Dials hosts. Thread-safe; each connection is used by one thread. */
public final class SmtpClient implements AutoCloseable {

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

    /**
     * Dials this address, waits for the greeting and says hello. No name is looked up. Encrypts where that is offered;
     * a host whose TLS does not work is dialled once more, in the clear.
     */
    public Dialled dial(InetSocketAddress host) {
        Dialled dialled = dial(host, settings.startTls());
        boolean tlsFailed = dialled instanceof Dialled.Failed(Trouble trouble) && trouble.step() == Step.TLS;
        return tlsFailed && !hurrying ? dial(host, false) : dialled;
    }

    private Dialled dial(InetSocketAddress host, boolean encrypt) {
        Wire wire = new Wire(settings.timeouts(), cutter);
        open.add(wire);
        Greeting greeting = new Greeting(settings, wire, host);
        boolean connected = false;
        try {
            if (hurrying) {
                throw new IOException("the program stops");
            }
            Greeted greeted = greeting.run(encrypt);
            connected = true;
            return new Dialled.Connected(
                    new HostConnection(wire, settings.timeouts(), greeted, () -> open.remove(wire)));
        } catch (IOException failed) {
            return new Dialled.Failed(greeting.trouble(failed));
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
