// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.relaywarden.bsmtp.filter.ContentFilter;
import org.relaywarden.bsmtp.filter.Examined;
import org.relaywarden.bsmtp.filter.Head;
import org.relaywarden.bsmtp.filter.Ruling;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's milters, asked one after the other; what one adds the next one sees. Thread-safe. */
public final class Milters implements ContentFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Milters.class);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Reply AWAY =
            Reply.of(451, "4.7.1 Not kept: a content filter can't be asked just now, try again later");

    private final MilterSettings settings;
    private final List<Outage> milters;
    private final Semaphore conversations;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("milter-alarm").factory());
    private volatile boolean closed;

    private Milters(MilterSettings settings, MilterJournal journal) {
        this.settings = settings;
        this.milters = settings.milters().stream().map(address -> new Outage(address, journal)).toList();
        this.conversations = new Semaphore(settings.atOnceMax());
    }

    /** Asks these milters; none is dialled before the first mail. */
    public static ContentFilter of(MilterSettings settings, Journal journal) {
        return new Milters(settings, new MilterJournal(journal));
    }

    @Override
    public Ruling judge(Examined mail) throws IOException {
        Alarm alarm = new Alarm(timer, settings.within());
        Head head = mail.head();
        Optional<String> quarantined = Optional.empty();
        for (Outage milter : milters) {
            try {
                Talk.End end = ask(milter.address(), mail.with(head), alarm);
                milter.over();
                switch (end) {
                    case Talk.End.Refused(Reply reply) -> {
                        return reply.isPermanent() ? new Ruling.Reject(reply) : new Ruling.Defer(reply);
                    }
                    case Talk.End.Kept(Head changed, Optional<String> why) -> {
                        head = changed;
                        quarantined = quarantined.isPresent() ? quarantined : why;
                    }
                }
            } catch (MilterFault fault) {
                milter.noted(mail.id(), settings.absence(), fault);
                if (closed || settings.absence() == MilterSettings.Absence.DEFER) {
                    return new Ruling.Defer(AWAY);
                }
            }
        }
        return quarantined.isPresent() ? new Ruling.SetAside(head, quarantined.get()) : new Ruling.Accept(head);
    }

    private Talk.End ask(SocketAddress address, Examined mail, Alarm alarm) throws MilterFault, IOException {
        waitForTurn(alarm);
        try {
            SocketChannel channel = channelTo(address);
            open.add(channel);
            try {
                if (closed) {
                    throw new MilterFault("the program is stopping");
                }
                alarm.within(channel, CONNECT_WITHIN, "connecting", () -> channel.connect(address));
                Wire wire = new Wire(channel, alarm, settings.answerWithin());
                Talk.End end = new Talk(wire, mail, settings.hostName(), settings.within()).hold();
                sayGoodBye(wire);
                return end;
            } finally {
                open.remove(channel);
                Alarm.close(channel);
            }
        } finally {
            conversations.release();
        }
    }

    private void waitForTurn(Alarm alarm) throws MilterFault {
        try {
            if (!conversations.tryAcquire(alarm.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw new MilterFault(settings.atOnceMax() + " conversations are under way, and none ended in time");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new MilterFault("interrupted while waiting for a turn", hurried);
        }
    }

    private static SocketChannel channelTo(SocketAddress address) throws MilterFault {
        try {
            return address instanceof InetSocketAddress
                    ? SocketChannel.open()
                    : SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException none) {
            throw new MilterFault("no socket to be had: " + none.getMessage(), none);
        }
    }

    /** The ruling stands, whatever becomes of this. */
    private static void sayGoodBye(Wire wire) {
        try {
            wire.send(Code.QUIT);
            wire.flush();
        } catch (MilterFault gone) {
            LOG.debug("a filter was gone before we said good-bye: {}", gone.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Alarm::close);
        timer.shutdownNow();
    }
}
