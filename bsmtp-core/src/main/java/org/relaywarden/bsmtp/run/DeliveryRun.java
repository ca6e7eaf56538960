// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.client.Dialled;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.retry.LearntHost;
import org.relaywarden.bsmtp.retry.RetryState;
import org.relaywarden.bsmtp.retry.TryEnd;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.standing.Standings;

/** One run: all that waits for one host, over one connection, oldest first (B3). Used once, by one thread. */
public final class DeliveryRun {

    /** No message is begun on an older conversation. */
    private static final Duration CONVERSATION_MAX = Duration.ofMinutes(30);

    /** A slow host gives way so soon when other accounts wait for a turn; it gets the next one behind them. */
    private static final Duration GIVES_WAY_AFTER = Duration.ofSeconds(10);

    private final Workshop workshop;
    private final Order order;
    private final Standings standings;
    private final String login;
    private final Instant begun;
    private final Set<String> tried = new HashSet<>();

    /** @param standings what is known of the messages of this account; changed by the run */
    public DeliveryRun(Workshop workshop, Order order, Standings standings) {
        this.workshop = workshop;
        this.order = order;
        this.standings = standings;
        this.login = order.login();
        this.begun = workshop.now();
    }

    /**
     * How it ended.
     *
     * @param next what is to follow, but for the clock of the account
     */
    public record Ended(RunReport report, Next next) {}

    /** What follows. */
    public enum Next {
        /** Nothing; the clock of the account knows. */
        NOTHING,
        /** There is more to do: the end of the queue of accounts. */
        MORE,
        /** Another look at the next turn of the clock. */
        LOOK_AGAIN,
        /** Nothing: the host answered, whatever it said. */
        SERVED,
        /** Nobody said a word: a host that is just booting, or the router before it, may answer in seconds. */
        NOT_REACHED
    }

    /** @throws IOException when the mailbox or the notes can't be read; mail stays where it is */
    public Ended run() throws IOException {
        List<QueuedMail> waiting = workshop.queue().of(login);
        standings.keepOnly(waiting);
        if (waiting.isEmpty()) {
            workshop.book().nothingWaits(login);
            return ended(0, Optional.empty(), "nothing waits", Next.NOTHING);
        }
        RetryState state = workshop.book().of(login);
        if (state.end() == TryEnd.LEFT_SOME) {
            state.triedAt().ifPresent(standings::wentThrough);
        }
        if (state.hold().isPresent()) {
            return ended(waiting.size(), Optional.empty(), state.hold().get().toString(), Next.NOTHING);
        }
        if (!order.atOnce() && state.mustWait(begun)) {
            return ended(waiting.size(), state.dueAt(), "waits for the next try: " + state.result(), Next.NOTHING);
        }
        if (workshop.queue().isBeingFetched(login, begun)) {
            return ended(
                    waiting.size(), Optional.empty(), "a POP3 session is fetching the mailbox (B11)", Next.LOOK_AGAIN);
        }
        Optional<Customer> customer = workshop.parts().customers().byLogin(login);
        Optional<FixedAddress> target = customer.flatMap(
                found -> found.addresses().stream().filter(FixedAddress::pushTarget).findFirst());
        if (target.isEmpty()) {
            return nowhere(waiting.size(), customer.isEmpty()
                    ? "no customer of this login is in the books any more; the mail is kept"
                    : "the customer has no fixed address in the books to deliver to; the mail is kept");
        }
        List<QueuedMail> turn = inTurn(waiting);
        if (turn.isEmpty()) {
            return ended(waiting.size(), state.dueAt(), state.result(), Next.NOTHING);
        }
        return dial(waiting, turn, new InetSocketAddress(target.get().address(), target.get().port()), state);
    }

    /** For who dials at once everything's turn has come. */
    private List<QueuedMail> inTurn(List<QueuedMail> waiting) {
        Duration wait = order.atOnce() ? Duration.ZERO : workshop.settings().retryEvery();
        return standings.inTurn(waiting, workshop.now(), wait).stream()
                .filter(mail -> !tried.contains(mail.id()))
                .toList();
    }

    private Ended nowhere(int waiting, String words) {
        Instant due = begun.plus(workshop.settings().retryEvery());
        workshop.book().end(login, words, TryEnd.NOT_SERVED, Optional.of(due));
        workshop.journal().nowhereToGo(login, words, waiting);
        return ended(waiting, Optional.of(due), words, Next.NOTHING);
    }

    private Ended dial(List<QueuedMail> waiting, List<QueuedMail> turn, InetSocketAddress host, RetryState state)
            throws IOException {
        Departures departures = new Departures(
                workshop, login, waiting.stream().map(QueuedMail::id).toList());
        // Before the dial: a program that dies over and over must not hammer the host.
        workshop.book().begin(login, begun, begun.plus(workshop.settings().retryEvery()));
        long from = System.nanoTime();
        return switch (order.aside().dial(() -> workshop.client().dial(host))) {
            case Dialled.Failed(Trouble trouble) -> notServed(host, trouble);
            case Dialled.Connected(HostConnection connection) -> {
                learn(state.host(), connection);
                MessagePush push = new MessagePush(workshop, order, begun, standings, departures, connection, host,
                        Duration.ofNanos(System.nanoTime() - from));
                boolean more;
                try (connection) {
                    more = converse(turn, connection, push);
                    if (push.hostFault().isEmpty()) {
                        push.tellSenders();
                    }
                } finally {
                    departures.force();
                }
                if (push.hostTook()) {
                    workshop.book().isSound(login);
                }
                yield push.hostFault().isPresent()
                        ? hostFailed(host, push.delivered(), push.hostFault().get(), TryEnd.BROKEN_OFF, push.hostAtFault())
                        : done(push, more);
            }
        };
    }

    /** Decision 10: another greeting is another server, or the same one with other users. */
    private void learn(LearntHost known, HostConnection connection) {
        boolean otherBanner = !connection.banner().equals(known.banner());
        if (otherBanner || connection.offersSmtpUtf8() != known.smtpUtf8()) {
            workshop.book().greeted(login, connection.offersSmtpUtf8(), connection.banner());
        }
        if (otherBanner && !known.banner().isEmpty()) {
            int forgotten = workshop.parts().refused().forget(login);
            if (forgotten > 0) {
                workshop.journal().refusedForgotten(login, forgotten, "the host greets otherwise than it did");
            }
        }
    }

    /** Hands over what is in turn, and what comes meanwhile; true when it ended with some of it not begun. */
    private boolean converse(List<QueuedMail> first, HostConnection connection, MessagePush push)
            throws IOException {
        long from = System.nanoTime();
        Upcoming upcoming = new Upcoming(first, this::arrived, mail -> {
            tried.add(mail.id());
            return push.read(mail);
        }, () -> mayBegin(from));
        Optional<Ready> turn = upcoming.next();
        while (turn.isPresent() && push.hostFault().isEmpty()) {
            push.push(turn.get(), upcoming);
            if (push.hostFault().isEmpty() && !connection.isUsable()) {
                push.endWith("RSET: the host did not do it");
            }
            turn = push.hostFault().isEmpty() ? upcoming.next() : Optional.empty();
        }
        return upcoming.hasMore();
    }

    private List<QueuedMail> arrived() throws IOException {
        return order.newMail().getAsBoolean() ? inTurn(workshop.queue().of(login)) : List.of();
    }

    private boolean mayBegin(long conversationFrom) {
        long lasted = System.nanoTime() - conversationFrom;
        return !order.ending().getAsBoolean()
                && lasted < CONVERSATION_MAX.toNanos()
                && (lasted < GIVES_WAY_AFTER.toNanos() || !order.othersWait().getAsBoolean());
    }

    /** No conversation about mail came about. */
    private Ended notServed(InetSocketAddress host, Trouble trouble) throws IOException {
        boolean refusesUs = trouble.reply().filter(Reply::isPermanent).isPresent();
        Ended ended = hostFailed(host, 0, trouble.toString(), TryEnd.NOT_SERVED, refusesUs);
        boolean silent = trouble.step() == Step.CONNECT
                || (trouble.step() == Step.BANNER && trouble.reply().isEmpty());
        return silent ? new Ended(ended.report(), Next.NOT_REACHED) : ended;
    }

    /** Decision 8: everybody but an operator or a trigger waits for the clock now. Our own stop is nobody's fault. */
    private Ended hostFailed(InetSocketAddress host, int delivered, String words, TryEnd end, boolean atFault)
            throws IOException {
        if (order.ending().getAsBoolean()) {
            return stopped(delivered, 0);
        }
        int waiting = workshop.queue().of(login).size();
        Instant due = begun.plus(workshop.settings().retryEvery());
        workshop.book().end(login, words, end, Optional.of(due));
        if (atFault) {
            workshop.book().isAtFault(login, begun);
            workshop.journal().hostAtFault(login, host, words, waiting, due);
        } else {
            workshop.journal().hostFailed(login, host, words, waiting, due);
        }
        return new Ended(new RunReport(login, delivered, 0, waiting, Optional.of(due), words), Next.SERVED);
    }

    private Ended stopped(int delivered, int bounced) throws IOException {
        int waiting = workshop.queue().of(login).size();
        workshop.book().end(login, "the program was stopped", TryEnd.STOPPED, Optional.of(begun));
        return new Ended(
                new RunReport(login, delivered, bounced, waiting, Optional.of(begun), "the program stops"),
                Next.LOOK_AGAIN);
    }

    private Ended done(MessagePush push, boolean more) throws IOException {
        if (order.ending().getAsBoolean()) {
            return stopped(push.delivered(), push.bounced());
        }
        List<QueuedMail> left = workshop.queue().of(login);
        Duration wait = workshop.settings().retryEvery();
        Optional<Instant> due =
                left.stream().map(mail -> standings.dueAt(mail, begun, wait)).min(Comparator.naturalOrder());
        boolean tookAll = push.lastWords().isEmpty();
        String words = tookAll ? "all was taken" : push.lastWords();
        workshop.book().end(login, words, tookAll ? TryEnd.TOOK_ALL : TryEnd.LEFT_SOME, due);
        RunReport report = new RunReport(login, push.delivered(), push.bounced(), left.size(), due, words);
        workshop.journal().ended(login, report);
        return new Ended(report, more ? Next.MORE : Next.SERVED);
    }

    private Ended ended(int waiting, Optional<Instant> nextTry, String words, Next next) {
        return new Ended(new RunReport(login, 0, 0, waiting, nextTry, words), next);
    }
}
