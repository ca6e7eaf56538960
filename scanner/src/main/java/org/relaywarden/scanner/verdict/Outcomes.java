// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.probe.Stage;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.replies.Heard;

/** Reads answers: what each test of one round came to. Pure. */
public final class Outcomes {

    private final Optional<TestAnswer> postmaster;
    private final boolean outsiderPassedMail;

    private Outcomes(List<TestAnswer> round, List<TestAnswer> before) {
        this.postmaster = find(round, Battery.POSTMASTER).or(() -> find(before, Battery.POSTMASTER));
        this.outsiderPassedMail = find(round, Battery.OUTSIDER)
                .or(() -> find(before, Battery.OUTSIDER))
                .filter(answer -> answer.stage().compareTo(Stage.MAIL) > 0)
                .isPresent();
    }

    /**
     * The outcomes of one round, in its order: its answers explain each other. A refusal like that of the control is
     * aimed at the tester; a 4yz for relaying is final once the same host settled the control.
     */
    public static SequencedMap<TestId, Outcome> of(List<TestAnswer> round) {
        return of(round, List.of());
    }

    /** The same for a later round of a run, which asks the control and the plain outsider only where it must. */
    public static SequencedMap<TestId, Outcome> of(List<TestAnswer> round, List<TestAnswer> before) {
        Outcomes outcomes = new Outcomes(round, before);
        SequencedMap<TestId, Outcome> all = new LinkedHashMap<>();
        round.forEach(answer -> all.put(answer.test().id(), outcomes.of(answer)));
        return all;
    }

    private Outcome of(TestAnswer answer) {
        return switch (answer.heard()) {
            case Heard.NotAsked _ -> Outcome.SKIPPED;
            case Heard.Broke _ -> Outcome.DROPPED;
            case Heard.Said(Reply reply) when reply.isPositive() -> accepted(answer.stage());
            case Heard.Said(Reply reply) when reply.isTransient() -> putOff(answer, Wording.of(reply));
            case Heard.Said(Reply reply) when reply.isPermanent() -> refused(answer, reply, Wording.of(reply));
            case Heard.Said _ -> Outcome.DROPPED; // 3yz where none belongs: out of step
        };
    }

    /** 251 and 252 at RCPT count as taken, like 250. */
    private static Outcome accepted(Stage stage) {
        return switch (stage) {
            case RCPT -> Outcome.RECIPIENT_TAKEN;
            case DOT -> Outcome.ACCEPTED;
            case CONNECT, BANNER, HELLO, MAIL, DATA -> Outcome.DROPPED; // 2yz to DATA: out of step
        };
    }

    private Outcome putOff(TestAnswer answer, Wording wording) {
        boolean final4yz = answer.stage() == Stage.RCPT
                && !wording.isGreylisting()
                && (isControlTaken() ? wording.namesRelaying() : isControlRefused() && wording.saysRelaying());
        // Stock Postfix since 2.10 answers a relay attempt with 454 4.7.1: waiting for more would never close it.
        return final4yz ? Outcome.REFUSED_RELAY : Outcome.DEFERRED;
    }

    private boolean isControlTaken() {
        return postmaster.filter(control -> control.heard().isPositive()).isPresent();
    }

    /** For good, and so not by a greylist; which may still stand before other recipients, so that only words count. */
    private boolean isControlRefused() {
        return postmaster
                .filter(control -> control.heard() instanceof Heard.Said(Reply said) && said.isPermanent())
                .isPresent();
    }

    private Outcome refused(TestAnswer answer, Reply reply, Wording wording) {
        return switch (answer.stage()) {
            case CONNECT, BANNER, HELLO -> Outcome.REFUSED_CLIENT;
            case DATA, DOT -> Outcome.RCPT_OK_DATA_REFUSED;
            case MAIL, RCPT -> refusedInEnvelope(answer, reply, wording);
        };
    }

    private Outcome refusedInEnvelope(TestAnswer answer, Reply reply, Wording wording) {
        if (reply.code() == 530 || wording.asksForLogin()) {
            return wording.asksForTls() ? Outcome.TLS_REQUIRED : Outcome.AUTH_REQUIRED;
        }
        if (wording.blamesClient()) {
            return Outcome.REFUSED_CLIENT;
        }
        if (isSyntax(reply, wording)) {
            return Outcome.REFUSED_SYNTAX;
        }
        boolean blamesSender = answer.stage() == Stage.MAIL || wording.blamesSender();
        if (blamesSender && !isAnswerToSenderTest(answer, wording)) {
            return Outcome.REFUSED_SENDER;
        }
        return isRefusedLikeControl(answer, reply) ? Outcome.REFUSED_CLIENT : Outcome.REFUSED_RELAY;
    }

    /**
     * A rule against the very sender that the test is about (no mail from outside in our own name) closes that way in,
     * if the host let the plain outsider past MAIL. A sender that merely does not exist would only be masked by it.
     */
    private boolean isAnswerToSenderTest(TestAnswer answer, Wording wording) {
        return answer.test().testsSender() && outsiderPassedMail && wording.isPolicy();
    }

    private boolean isRefusedLikeControl(TestAnswer answer, Reply reply) {
        return postmaster
                .filter(control -> !control.test().equals(answer.test()) && control.stage() == answer.stage())
                .filter(control -> control.heard() instanceof Heard.Said(Reply said) && isAlike(said, reply))
                .isPresent();
    }

    private static boolean isAlike(Reply one, Reply other) {
        Optional<EnhancedCode> code = one.enhancedCode();
        return one.code() == other.code() && Objects.equals(code, other.enhancedCode());
    }

    /**
     * 500, 501, 504 and 555 say so by themselves (RFC 5321 section 4.2.3); 553 only where it means the form. Sendmail says
     * "553 5.5.4 Domain name required for sender address" to a bare sender (S9): the form again, not whom it names.
     */
    private static boolean isSyntax(Reply reply, Wording wording) {
        return switch (reply.code()) {
            case 500, 501, 502, 504, 555 -> true;
            case 553 -> wording.isOfForm() || (!wording.namesRelaying() && !wording.blamesSender());
            default -> false;
        };
    }

    private static Optional<TestAnswer> find(List<TestAnswer> round, TestId id) {
        return round.stream().filter(answer -> answer.test().id().equals(id)).findFirst();
    }
}
