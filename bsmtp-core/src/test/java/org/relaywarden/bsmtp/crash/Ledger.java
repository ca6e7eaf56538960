// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaywarden.bsmtp.crash.KillOracle.Copy;
import org.relaywarden.bsmtp.mail.Mailbox;

/** What the senders sent, and what became of it. Thread-safe while they send. */
final class Ledger implements Sender.Outcome {

    private static final int LARGE_BYTES = 150_000;

    private final Map<String, Sender.Mail> sent = new ConcurrentHashMap<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Sender.Mail> promised = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Sender.Mail> toSendAgain = new ConcurrentLinkedQueue<>();
    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger promises = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Set<String> counted = new HashSet<>();
    private volatile Runnable whenAnswering = () -> { };

    void whenAnswering(Runnable then) {
        whenAnswering = then;
    }

    int promises() {
        return promises.get();
    }

    int withoutAnswer() {
        return unanswered.get();
    }

    /** First what was left without an answer: a mail server tries again. */
    @Override
    public Sender.Mail next(Random chance) {
        Sender.Mail again = toSendAgain.poll();
        Sender.Mail mail = again != null
                ? again
                : new Sender.Mail("mail" + number.incrementAndGet(),
                        chance.nextInt(25) == 0 ? LARGE_BYTES : 200 + chance.nextInt(12_000),
                        Town.addressees(chance));
        sent.put(mail.name(), mail);
        attempts.merge(mail.name(), 1, Integer::sum);
        return mail;
    }

    @Override
    public void answering() {
        whenAnswering.run();
    }

    @Override
    public void promised(Sender.Mail mail) {
        promised.put(mail.name(), mail);
        promises.incrementAndGet();
    }

    @Override
    public void unanswered(Sender.Mail mail) {
        toSendAgain.add(mail);
        unanswered.incrementAndGet();
    }

    @Override
    public void refused(Sender.Mail mail, String reply) {
        refusals.add(mail.name() + ": " + reply);
    }

    Optional<Sender.Mail> sent(String name) {
        return Optional.ofNullable(sent.get(name));
    }

    /**
     * Holds what lies there against what was promised.
     *
     * @return how many second copies were seen for the first time
     */
    int compare(List<Copy> copies) {
        if (!refusals.isEmpty()) {
            throw new AssertionError("refused without a reason: " + refusals);
        }
        Map<String, Map<Mailbox, Integer>> found = new HashMap<>();
        copies.forEach(copy ->
                found.computeIfAbsent(copy.name(), any -> new HashMap<>()).merge(copy.mailbox(), 1, Integer::sum));
        List<String> lost = new ArrayList<>();
        promised.values().forEach(mail -> mail.to().forEach(to -> {
            if (!found.getOrDefault(mail.name(), Map.of()).containsKey(to.mailbox())) {
                lost.add(mail.name() + " for " + to.mailbox());
            }
        }));
        if (!lost.isEmpty()) {
            throw new AssertionError("promised and lost: " + lost);
        }
        int twice = 0;
        for (Map.Entry<String, Map<Mailbox, Integer>> mail : found.entrySet()) {
            boolean isFirstSight = promised.containsKey(mail.getKey()) && counted.add(mail.getKey());
            for (int count : mail.getValue().values()) {
                if (count > attempts.getOrDefault(mail.getKey(), 0)) {
                    throw new AssertionError(mail.getKey() + ": " + count + " copies, sent less often");
                }
                twice += isFirstSight ? count - 1 : 0;
            }
        }
        return twice;
    }

    /** Whether the copy is of no more use: its sender has its 250, and will not send it again. */
    boolean isDone(Copy copy) {
        return promised.containsKey(copy.name());
    }

    /** The owner has taken all its copies away. */
    void forgetDone(String name) {
        if (promised.remove(name) != null) {
            sent.remove(name);
            attempts.remove(name);
        }
    }
}
