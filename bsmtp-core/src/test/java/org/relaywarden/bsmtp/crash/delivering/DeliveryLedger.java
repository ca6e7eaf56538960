// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.crash.Sender;
import org.relaywarden.bsmtp.crash.TestMail;
import org.relaywarden.bsmtp.crash.Town.Addressee;

/** What was sent, what was promised, and what the host took. Thread-safe while they send. */
final class DeliveryLedger implements Sender.Outcome {

    private static final int LARGE_BYTES = 150_000;
    private static final int MAILS_A_ROUND = 150;

    /** Our own trace line is all that may stand above what was sent. */
    private static final Pattern RECEIVED = Pattern.compile("Received: [^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*");

    private final Map<String, Sender.Mail> sent = new ConcurrentHashMap<>();
    private final Map<String, Sender.Mail> promised = new ConcurrentHashMap<>();
    private final List<Taking> takings = Collections.synchronizedList(new ArrayList<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger leftInRound = new AtomicInteger(MAILS_A_ROUND);
    private final AtomicInteger promises = new AtomicInteger();

    /** A message as one recipient gets it. */
    record Copy(String mail, String recipient) {}

    void beginRound() {
        leftInRound.set(MAILS_A_ROUND);
    }

    int promises() {
        return promises.get();
    }

    /** Each is sent once, whatever is answered: then each second copy is of the delivery's making. */
    @Override
    public Sender.Mail next(Random chance) throws IOException {
        if (leftInRound.getAndDecrement() <= 0) {
            throw new IOException("no more in this round: conversations must come to an end too");
        }
        Sender.Mail mail = new Sender.Mail("mail" + number.incrementAndGet(),
                chance.nextInt(25) == 0 ? LARGE_BYTES : 200 + chance.nextInt(12_000), DeliveryTown.addressees(chance));
        sent.put(mail.name(), mail);
        return mail;
    }

    @Override
    public void answering() {
        // C7 is a point of the intake.
    }

    @Override
    public void promised(Sender.Mail mail) {
        promised.put(mail.name(), mail);
        promises.incrementAndGet();
    }

    @Override
    public void unanswered(Sender.Mail mail) {
        // It may be there, or not.
    }

    @Override
    public void refused(Sender.Mail mail, String reply) {
        faults.add(mail.name() + " refused without a reason: " + reply);
    }

    /** The host has it: to the last byte what was sent? */
    Taking took(byte[] message, List<String> recipients, boolean isPart) {
        Taking taking = new Taking(TestMail.nameIn(message), recipients, isPart);
        whatIsWrong(message, taking).ifPresent(faults::add);
        takings.add(taking);
        return taking;
    }

    private Optional<String> whatIsWrong(byte[] message, Taking taking) {
        Sender.Mail mail = sent.get(taking.mail);
        if (mail == null) {
            return Optional.of("the host got what nobody sent: " + taking);
        }
        byte[] wanted = mail.bytes();
        int above = message.length - wanted.length;
        if (above <= 0 || !Arrays.equals(Arrays.copyOfRange(message, above, message.length), wanted)) {
            return Optional.of("the host got other bytes than were sent: " + taking);
        }
        String trace = new String(message, 0, above, StandardCharsets.ISO_8859_1);
        if (!RECEIVED.matcher(trace).matches()) {
            return Optional.of("the host got more than our Received: " + trace);
        }
        return mail.to().stream().map(Addressee::address).toList().containsAll(taking.recipients)
                ? Optional.empty()
                : Optional.of("the host got it for others than it was sent to: " + taking);
    }

    /**
     * Recipients whose last part of a message nobody is known to have read the answer to; none to whom another message
     * went whose answer was read, for by its recipient alone a line of notes can't be told from that one's.
     */
    Set<String> inDoubt() {
        Map<Copy, Taking> lastTakings = new HashMap<>();
        for (Taking taking : List.copyOf(takings)) {
            taking.recipients.forEach(recipient -> lastTakings.put(new Copy(taking.mail, recipient), taking));
        }
        Set<String> inDoubt = new HashSet<>();
        Set<String> read = new HashSet<>();
        lastTakings.forEach((copy, taking) ->
                (taking.isPart && taking.answer() != Taking.Answer.READ ? inDoubt : read).add(copy.recipient()));
        inDoubt.removeAll(read);
        return inDoubt;
    }

    /**
     * Holds what waits and what was taken against what was promised.
     *
     * @param waiting what lies on the disk
     * @param bounced of whom the sender is told, for good
     * @param isTheEnd whether the host has served everybody: then nothing may wait, and what it did not answer must
     *     have come once more
     * @return how many second copies the host has
     */
    int compare(Set<Copy> waiting, List<Copy> bounced, boolean isTheEnd) {
        check(faults.isEmpty(), faults.toString());
        Map<Copy, Taking> lastTakings = new HashMap<>();
        int twice = 0;
        for (Taking taking : List.copyOf(takings)) {
            for (String recipient : taking.recipients) {
                Taking before = lastTakings.put(new Copy(taking.mail, recipient), taking);
                check(before == null || before.answer() != Taking.Answer.READ,
                        "sent again, though the answer was read: " + before);
                twice += before == null ? 0 : 1;
            }
        }
        Set<Copy> there = new HashSet<>(waiting);
        there.addAll(lastTakings.keySet());
        there.addAll(bounced);
        check(bounced.size() == Set.copyOf(bounced).size(), "bounced twice: " + bounced);
        check(bounced.stream().allMatch(copy -> copy.recipient().startsWith(DeliveryTown.NOBODY)),
                "bounced, though the host takes them: " + bounced);
        List<Copy> lost = promised.values().stream()
                .flatMap(mail -> mail.to().stream().map(to -> new Copy(mail.name(), to.address())))
                .filter(copy -> !there.contains(copy))
                .toList();
        check(lost.isEmpty(), "promised and lost: " + lost);
        if (isTheEnd) {
            check(waiting.isEmpty(), "still waiting, though the host takes everything: " + waiting);
            lastTakings.forEach((copy, taking) -> check(taking.answer() != Taking.Answer.NONE,
                    "never answered, and never sent again: " + taking));
        }
        return twice;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
