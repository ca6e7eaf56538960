// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.client.Dialled;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.spool.QueuedMail;

/** One run: all that waits for one host, over one connection, oldest first (B3). Used once, by one thread. */
final class DeliveryRun {

    /** No message is begun on an older conversation: other accounts want their turn too. */
    private static final Duration CONVERSATION_MAX = Duration.ofMinutes(30);

    private final Workshop workshop;
    private final Order order;
    private final Standings standings;
    private final String login;
    private final Instant begun;
    private final Set<String> tried = new HashSet<>();

    DeliveryRun(Workshop workshop, Order order, Standings standings) {
        this.workshop = workshop;
        this.order = order;
        this.standings = standings;
        this.login = order.login();
        this.begun = workshop.now();
    }

    /**
     * How it ended.
     *
     * @param again whether there is more to do that must not wait for the clock of the account
     */
    record Ended(RunReport report, boolean again) {}

    /** @throws IOException when the mailbox or the notes can't be read; mail stays where it is */
    Ended run() throws IOException {
        List<QueuedMail> waiting = workshop.queue().of(login);
        standings.keepOnly(waiting);
        if (waiting.isEmpty()) {
            workshop.book().nothingWaits(login);
            return ended(0, Optional.empty(), "nothing waits", false);
        }
        RetryState state = workshop.book().of(login);
        if (!order.byOperator() && state.mustWait(begun)) {
            return ended(waiting.size(), state.dueAt(), "waits for the next try: " + state.result(), false);
        }
        if (workshop.queue().isBeingFetched(login, begun)) {
            return ended(waiting.size(), Optional.empty(), "a POP3 session is fetching the mailbox (B11)", true);
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
            return ended(waiting.size(), state.dueAt(), state.result(), false);
        }
        return dial(waiting, turn, new InetSocketAddress(target.get().address(), target.get().port()), state);
    }

    /** For an operator everything's turn has come. */
    private List<QueuedMail> inTurn(List<QueuedMail> waiting) {
        Duration wait = order.byOperator() ? Duration.ZERO : workshop.settings().retryEvery();
        return standings.inTurn(waiting, workshop.now(), wait).stream()
                .filter(mail -> !tried.contains(mail.id()))
                .toList();
    }

    private Ended nowhere(int waiting, String words) {
        Instant due = begun.plus(workshop.settings().retryEvery());
        workshop.book().end(login, words, true, Optional.of(due));
        workshop.journal().nowhereToGo(login, words, waiting);
        return ended(waiting, Optional.of(due), words, false);
    }

    private Ended dial(List<QueuedMail> waiting, List<QueuedMail> turn, InetSocketAddress host, RetryState state)
            throws IOException {
        TakenNotes notes = TakenNotes.read(
                workshop.settings().folder(), login, waiting.stream().map(QueuedMail::id).toList());
        // Before the dial: a program that dies over and over must not hammer the host.
        workshop.book().begin(login, begun, begun.plus(workshop.settings().retryEvery()));
        long from = System.nanoTime();
        return switch (workshop.client().dial(host)) {
            case Dialled.Failed(Trouble trouble) -> hostFailed(host, 0, trouble.toString());
            case Dialled.Connected(HostConnection connection) -> {
                if (connection.offersSmtpUtf8() != state.smtpUtf8()) {
                    workshop.book().greeted(login, connection.offersSmtpUtf8());
                }
                MessagePush push = new MessagePush(workshop, order, begun, standings, notes, connection, host,
                        Duration.ofNanos(System.nanoTime() - from));
                boolean more;
                try (connection) {
                    more = converse(turn, connection, push);
                }
                yield push.hostFault().isPresent()
                        ? hostFailed(host, push.delivered(), push.hostFault().get())
                        : done(push, more);
            }
        };
    }

    /** Hands over what is in turn, and what comes meanwhile; true when it ended with some of it not begun. */
    private boolean converse(List<QueuedMail> first, HostConnection connection, MessagePush push)
            throws IOException {
        long until = System.nanoTime() + CONVERSATION_MAX.toNanos();
        Deque<QueuedMail> turn = new ArrayDeque<>(first);
        while (push.hostFault().isEmpty() && !order.ending().getAsBoolean() && System.nanoTime() - until < 0) {
            QueuedMail mail = turn.poll();
            if (mail != null) {
                tried.add(mail.id());
                push.push(mail);
                if (push.hostFault().isEmpty() && !connection.isUsable()) {
                    push.endWith("RSET: the host did not do it");
                }
            } else if (order.newMail().getAsBoolean()) {
                turn.addAll(inTurn(workshop.queue().of(login)));
            } else {
                return false;
            }
        }
        return !turn.isEmpty();
    }

    /** Decision 8: everybody but an operator waits for the clock now. A stop of our own is held against nobody. */
    private Ended hostFailed(InetSocketAddress host, int delivered, String words) throws IOException {
        if (order.ending().getAsBoolean()) {
            return stopped(delivered);
        }
        int waiting = workshop.queue().of(login).size();
        Instant due = begun.plus(workshop.settings().retryEvery());
        workshop.book().end(login, words, true, Optional.of(due));
        workshop.journal().hostFailed(login, host, words, waiting, due);
        return new Ended(new RunReport(login, delivered, waiting, Optional.of(due), words), false);
    }

    private Ended stopped(int delivered) throws IOException {
        int waiting = workshop.queue().of(login).size();
        workshop.book().end(login, "the program was stopped", false, Optional.of(begun));
        return new Ended(
                new RunReport(login, delivered, waiting, Optional.of(begun), "the program stops"), false);
    }

    private Ended done(MessagePush push, boolean more) throws IOException {
        if (order.ending().getAsBoolean()) {
            return stopped(push.delivered());
        }
        List<QueuedMail> left = workshop.queue().of(login);
        Duration wait = workshop.settings().retryEvery();
        Optional<Instant> due =
                left.stream().map(mail -> standings.dueAt(mail, begun, wait)).min(Comparator.naturalOrder());
        String words = push.lastWords().isEmpty() ? "all was taken" : push.lastWords();
        workshop.book().end(login, words, false, due);
        RunReport report = new RunReport(login, push.delivered(), left.size(), due, words);
        workshop.journal().ended(login, report);
        return new Ended(report, more);
    }

    private Ended ended(int waiting, Optional<Instant> nextTry, String words, boolean again) {
        return new Ended(new RunReport(login, 0, waiting, nextTry, words), again);
    }
}
