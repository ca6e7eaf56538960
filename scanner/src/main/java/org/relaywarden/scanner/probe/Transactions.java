// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.scanner.replies.BrokenOff;
import org.relaywarden.scanner.replies.Heard;

/**
 * The mail transactions of one conversation: questions with one sender share one, controls last, so that nothing that a
 * host takes goes before what it is to refuse. The message goes in a transaction of its own. Used by one thread.
 */
final class Transactions {

    private final Call call;
    private final Wire wire;
    private final Answers answers;
    private final boolean pipelining;
    private final InstantSource clock;
    private boolean clean = true;
    private int refusals;

    Transactions(Call call, Wire wire, Answers answers, Extensions extensions, InstantSource clock) {
        this.call = call;
        this.wire = wire;
        this.answers = answers;
        this.pipelining = extensions.offer("PIPELINING");
        this.clock = clock;
    }

    /** How often the host may still refuse before we leave. */
    int refusalsLeft() {
        return call.refusalsMax() - refusals;
    }

    /** Asks these, no more than {@link #refusalsLeft()}, in as few transactions as may be. */
    void ask(List<Question> questions) throws BrokenOff {
        for (List<Question> group : groups(questions)) {
            askTogether(group);
        }
    }

    private static Collection<List<Question>> groups(List<Question> questions) {
        Map<String, List<Question>> groups = new LinkedHashMap<>();
        for (Question question : questions) {
            String key = question.mayShare() ? question.sharedMail() : question.sent();
            groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(question);
        }
        groups.values().forEach(group -> group.sort((one, other) ->
                Boolean.compare(one.test().id().isControl(), other.test().id().isControl())));
        return groups.values();
    }

    private void askTogether(List<Question> group) throws BrokenOff {
        Question first = group.getFirst();
        Reply reply = begin(first, first.sharedMail());
        if (!reply.isPositive()) {
            group.forEach(question -> answers.add(question, Stage.MAIL, new Heard.Said(reply)));
            return;
        }
        boolean alone = group.size() == 1 && first.sharedMail().equals(first.ownMail());
        for (Taken taken : name(group)) {
            // A control never goes beyond RCPT: its recipient is the host's own.
            if (taken.question.test().id().isControl()
                    || !call.courier().handsOver(taken.question.test().id())) {
                answers.add(taken.question, Stage.RCPT, new Heard.Said(taken.reply));
            } else if (alone) {
                handOver(taken.question);
            } else {
                askAlone(taken.question);
            }
        }
    }

    /** Names the recipients, all at once where the host can take that; answers what is refused at once. */
    private List<Taken> name(List<Question> group) throws BrokenOff {
        List<Taken> taken = new ArrayList<>();
        if (pipelining) {
            wire.tell(group.stream().flatMap(question -> question.rcpts().stream()).toList());
        }
        for (Question question : group) {
            Reply reply = nameOne(question, pipelining);
            if (reply.isPositive()) {
                taken.add(new Taken(question, reply));
            } else {
                answers.add(question, Stage.RCPT, new Heard.Said(reply));
            }
        }
        return taken;
    }

    /** The reply to the last of its recipients: that one is what the question is about. */
    private Reply nameOne(Question question, boolean told) throws BrokenOff {
        answers.asking(question, Stage.RCPT);
        Reply reply = null;
        for (String rcpt : question.rcpts()) {
            reply = told
                    ? wire.listen(call.timeouts().command())
                    : wire.say(rcpt, call.timeouts().command());
            count(reply);
        }
        return Objects.requireNonNull(reply);
    }

    /** In a transaction of its own, so that what is proven is proven by this form, and a bounce names it. */
    private void askAlone(Question question) throws BrokenOff {
        Reply reply = begin(question, question.ownMail());
        if (!reply.isPositive()) {
            answers.add(question, Stage.MAIL, new Heard.Said(reply));
            return;
        }
        reply = nameOne(question, false);
        if (reply.isPositive()) {
            handOver(question);
        } else {
            answers.add(question, Stage.RCPT, new Heard.Said(reply));
        }
    }

    private void handOver(Question question) throws BrokenOff {
        String message = ProbeMessage.of(call, question.test(), clock.instant());
        Reply reply;
        if (question.test().manner().chunked()) {
            answers.asking(question, Stage.DOT);
            reply = wire.sendChunk(message, call.timeouts().dot());
        } else {
            answers.asking(question, Stage.DATA);
            reply = wire.say("DATA", call.timeouts().data());
            if (reply.code() != 354) {
                count(reply);
                answers.add(question, Stage.DATA, new Heard.Said(reply));
                return;
            }
            answers.asking(question, Stage.DOT);
            reply = wire.send(message, call.timeouts().dot());
        }
        count(reply);
        answers.add(question, Stage.DOT, new Heard.Said(reply));
    }

    /** MAIL, behind a RSET where a transaction went before: Exim does not count one a message as an odd command. */
    private Reply begin(Question question, String mail) throws BrokenOff {
        answers.asking(question, Stage.MAIL);
        if (clean) {
            clean = false;
        } else if (pipelining) {
            wire.tell(List.of("RSET", mail));
            wire.listen(call.timeouts().command());
            return counted(wire.listen(call.timeouts().command()));
        } else {
            wire.say("RSET", call.timeouts().command());
        }
        return counted(wire.say(mail, call.timeouts().command()));
    }

    private Reply counted(Reply reply) {
        count(reply);
        return reply;
    }

    private void count(Reply reply) {
        if (!reply.isPositive() && reply.code() != 354) {
            refusals++;
        }
    }

    /** A recipient that the host took. */
    private record Taken(Question question, Reply reply) {}
}
