// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.client.Sent.RefusedRecipient;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.retry.Hold;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/** What delivery has to tell, one method a fact. Thread-safe. */
public final class DeliveryJournal {

    private static final int RECIPIENTS_SHOWN = 5;

    private final Journal journal;

    public DeliveryJournal(Journal journal) {
        this.journal = journal;
    }

    /**
     * Which message, whose, to which host, and what time went into it.
     *
     * @param queue from its arrival to its turn
     * @param connect the dial and the greeting of this conversation
     * @param smtp the transaction
     */
    record Try(String id, String login, InetSocketAddress host, Duration queue, Duration connect, Duration smtp) {}

    /** The host took it for every recipient who had not got it before; it is gone from the disk. */
    void delivered(Try tried, List<MailAddress> recipients, Reply reply) {
        write(tried, "delivered", recipients, "reply", reply, DeliveryCounter.DELIVERED);
    }

    /** The host took it for these; it stays for the others. */
    void partlyDelivered(Try tried, List<MailAddress> recipients, Reply reply) {
        write(tried, "partly-delivered", recipients, "reply", reply, DeliveryCounter.PARTLY_DELIVERED);
    }

    /** The host refused it, or its recipients named here, at this step: for now or, as it says, for good. It stays. */
    void notTaken(Try tried, Step step, Reply reply, List<RefusedRecipient> refused) {
        Map<String, Object> fields = fields(tried);
        fields.put("step", step.word());
        fields.put("reply", reply);
        if (!refused.isEmpty()) {
            fields.put("to", shown(refused.stream().map(RefusedRecipient::recipient).toList()));
        }
        boolean forNow = !reply.isPermanent();
        journal.fact(tried.id(), forNow ? "deferred" : "refused", waits(fields, tried));
        journal.count(forNow ? DeliveryCounter.DEFERRED : DeliveryCounter.REFUSED);
    }

    /** The reply to the final dot was lost: it is kept, tried last, and may be sent a second time (RFC 1047). */
    void uncertain(Try tried, List<MailAddress> recipients, Trouble trouble) {
        write(tried, "uncertain", recipients, "reason", trouble, DeliveryCounter.UNCERTAIN);
    }

    /** The conversation ended while it was this message's turn, before its final dot. */
    void notSent(Try tried, Trouble trouble) {
        Map<String, Object> fields = fields(tried);
        fields.put("reason", trouble);
        journal.fact(tried.id(), "deferred", waits(fields, tried));
        journal.count(DeliveryCounter.DEFERRED);
    }

    /** Our own copy can't go out as it is. */
    void unfit(String id, String login, Exception why) {
        journal.fact(id, "unfit", ordered("login", login, "reason", why.toString()));
        journal.count(DeliveryCounter.UNFIT);
    }

    /** The host has it, and it can't be taken off the disk; that is noted, so that it does not go out again. */
    void notRemoved(String id, String login, Exception why) {
        journal.fact(id, "not-removed", ordered("login", login, "reason", why.toString()));
        journal.count(DeliveryCounter.FAULTS);
    }

    /** What was taken off may come back with a power cut. */
    void notForced(String login, Exception why) {
        journal.fact(login, "not-forced", ordered("reason", why.toString()));
        journal.count(DeliveryCounter.FAULTS);
    }

    /** It can't be noted who has it already: a crash now, and they get it twice. */
    void notNoted(String login, Exception why) {
        journal.fact(login, "not-noted", ordered("reason", why.toString()));
        journal.count(DeliveryCounter.FAULTS);
    }

    /** The host can't be reached, or serves nobody now. */
    void hostFailed(String login, InetSocketAddress host, String words, int waiting, Instant retryAt) {
        journal.fact(login, "host-failed",
                ordered("host", text(host), "reason", words, "waiting", waiting, "retry", retryAt));
        journal.count(DeliveryCounter.HOST_FAILED);
    }

    /** The host refuses everybody, or us, and nothing bounces (decision 10): someone must look. */
    void hostAtFault(String login, InetSocketAddress host, String words, int waiting, Instant retryAt) {
        journal.fact(login, "host-at-fault",
                ordered("host", text(host), "reason", words, "waiting", waiting, "retry", retryAt));
        journal.count(DeliveryCounter.HOST_AT_FAULT);
    }

    /** A message waits no longer for these, and nobody has it. */
    public void givenUp(String id, String login, List<MailAddress> recipients, String why) {
        journal.fact(id, "given-up", ordered("login", login, "to", shown(recipients), "reason", why));
        journal.count(DeliveryCounter.GIVEN_UP);
    }

    /** An operator keeps an account's mail back, or lets it go. */
    public void held(String login, String by, String reason) {
        journal.fact(login, "hold", ordered("by", by, "reason", reason));
    }

    public void released(String login, String by, Hold hold) {
        journal.fact(login, "release", ordered("by", by, "hold", hold));
    }

    /** The host greets otherwise than it did, or an operator says so: who was refused may be asked for again. */
    public void refusedForgotten(String login, int addresses, String why) {
        journal.fact(login, "refused-recipients-forgotten", ordered("addresses", addresses, "reason", why));
    }

    /** Mail waits for a login that the customers' table does not send anywhere. */
    void nowhereToGo(String login, String words, int waiting) {
        journal.fact(login, "held", ordered("reason", words, "waiting", waiting));
    }

    /** A run ended. */
    void ended(String login, RunReport report) {
        journal.fact(login, "pushed", ordered(
                "delivered", report.delivered(), "bounced", report.bounced(), "waiting", report.waiting(),
                "result", report.words()));
    }

    /** A run could not be done, by a fault of ours; it is done again within a minute. */
    public void fault(String login, Throwable why) {
        journal.fact(login, "faulted", ordered("reason", why.toString()));
        journal.count(DeliveryCounter.FAULTS);
    }

    private void write(
            Try tried, String fact, List<MailAddress> recipients, String how, Object words, Counter counter) {
        Map<String, Object> fields = fields(tried);
        fields.put("to", shown(recipients));
        fields.put(how, words);
        journal.fact(tried.id(), fact, waits(fields, tried));
        journal.count(counter);
    }

    private static Map<String, Object> fields(Try tried) {
        return ordered("login", tried.login(), "host", text(tried.host()));
    }

    private static Map<String, Object> waits(Map<String, Object> fields, Try tried) {
        fields.put("waited", "queue:" + seconds(tried.queue()) + ",connect:" + seconds(tried.connect()) + ",smtp:"
                + seconds(tried.smtp()));
        return fields;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString() + "s";
    }

    private static String text(InetSocketAddress host) {
        return host.getAddress().getHostAddress() + ":" + host.getPort();
    }

    private static String shown(List<MailAddress> recipients) {
        String first = recipients.stream()
                .limit(RECIPIENTS_SHOWN)
                .map(recipient -> "<" + recipient + ">")
                .collect(Collectors.joining(","));
        return recipients.size() > RECIPIENTS_SHOWN
                ? first + ",...(" + recipients.size() + ")"
                : first;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        return fields;
    }
}
