// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.relaywarden.bsmtp.bounce.Failures.INFO;
import static org.relaywarden.bsmtp.bounce.Failures.SALES;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.bounce.BounceJudge.Judgement;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Whether a bounce is owed: decision 10, RFC 3461 section 4.1, RFC 5321 section 4.5.5. */
class BounceJudgeTest {

    @ParameterizedTest(name = "<{0}> NOTIFY={1} SPF failed: {2}, {3} by {4}: {5}, for {6}")
    @CsvSource(delimiter = '|', textBlock = """
        a@far.example |               | false | 550 5.1.1 no such user   | REFUSED  | told        | who says nothing wants to hear of failures
        a@far.example |               | false | 556 5.1.10 null MX       | REFUSED  | told        | the other status that bounces by itself
        a@far.example | FAILURE       | false | 550 5.1.1 no such user   | REFUSED  | told        | it was asked for
        a@far.example | FAILURE,DELAY | false | 550 5.1.1 no such user   | REFUSED  | told        | it was asked for among others
        a@far.example | NEVER         | false | 550 5.1.1 no such user   | REFUSED  | NOT_ASKED   | RFC 3461 section 4.1: NEVER is never
        a@far.example | DELAY         | false | 550 5.1.1 no such user   | REFUSED  | NOT_ASKED   | who says something wants that and no more
        a@far.example | SUCCESS,DELAY | false | 550 5.1.1 no such user   | REFUSED  | NOT_ASKED   | the same for two words
                      |               | false | 550 5.1.1 no such user   | REFUSED  | NULL_SENDER | never a bounce for a bounce
                      | FAILURE       | false | 550 5.1.1 no such user   | REFUSED  | NULL_SENDER | whatever it asks for
                      |               | false | 550 5.1.1 no such user   | OPERATOR | NULL_SENDER | whoever asks
        a@far.example |               | true  | 550 5.1.1 no such user   | REFUSED  | SPF_FAILED  | whoever was forged is not to be hit
        a@far.example |               | true  | 550 5.1.1 no such user   | OPERATOR | SPF_FAILED  | nor by an operator
        a@far.example |               | false | 550 no such user         | REFUSED  | STATUS      | words are no status
        a@far.example |               | false | 550 5.7.1 relay denied   | REFUSED  | STATUS      | the host's fault
        a@far.example |               | false | 552 5.2.2 mailbox full   | REFUSED  | STATUS      | the host's mailbox may be emptied
        a@far.example |               | false | 550 5.1.2 bad domain     | REFUSED  | STATUS      | only two statuses mean no such user
        a@far.example |               | false | 450 5.1.1 contradiction  | REFUSED  | STATUS      | for now, whatever the code says
        a@far.example | NEVER         | false | 550 5.7.1 relay denied   | REFUSED  | STATUS      | not told is not dropped
                      |               | false | 550 5.7.1 relay denied   | REFUSED  | STATUS      | nor is a bounce
        a@far.example |               | false | 550 5.7.1 relay denied   | OPERATOR | told        | an operator may end anything
        a@far.example | NEVER         | false | 550 5.7.1 relay denied   | OPERATOR | NOT_ASKED   | but tells nobody who did not ask
        """)
    void table(String sender, String notify, boolean spfFailed, String reply, Ground ground, String expected,
            String reason) {
        Envelope envelope = Failures.from(sender == null ? "" : sender)
                .withDsn(Failures.asking("", "", notify == null ? Map.of() : Map.of(INFO, notify)));
        String[] codeAndText = reply.split(" ", 2);
        FailedRecipient failed = Failures.refused(INFO, Integer.parseInt(codeAndText[0]), codeAndText[1]);
        assertEquals(expected, word(BounceJudge.of(envelope, new BounceRequest(List.of(failed), ground, spfFailed)),
                List.of(INFO)), reason);
    }

    /** Of a delay who says nothing may be told; SPF is asked only where there is somebody to tell. */
    @ParameterizedTest(name = "<{0}> NOTIFY={1} SPF failed: {2}: {3}, for {4}")
    @CsvSource(delimiter = '|', textBlock = """
        a@far.example |               | false | told        | RFC 3461 section 4.1: delays may be told to who says nothing
        a@far.example | DELAY         | false | told        | it was asked for
        a@far.example | FAILURE,DELAY | false | told        | it was asked for among others
        a@far.example | FAILURE       | false | NOT_ASKED   | who says something wants that and no more
        a@far.example | SUCCESS       | false | NOT_ASKED   | the same
        a@far.example | NEVER         | never | NOT_ASKED   | NEVER is never, and nobody asks SPF about it
                      |               | never | NULL_SENDER | never for a bounce
                      | DELAY         | never | NULL_SENDER | whatever it asks for
        a@far.example |               | true  | SPF_FAILED  | whoever was forged is not to be hit
        a@far.example | DELAY         | true  | SPF_FAILED  | though it was asked for
        """)
    void ofDelay(String sender, String notify, String spfFailed, String expected, String reason) {
        Envelope envelope = Failures.from(sender == null ? "" : sender)
                .withDsn(Failures.asking("", "", notify == null ? Map.of() : Map.of(INFO, notify)));
        Judgement judgement = BounceJudge.ofDelay(
                envelope, List.of(FailedRecipient.delayed(INFO, Failures.NOW)), () -> {
                    assertNotEquals("never", spfFailed, "a question that nobody needs");
                    return Boolean.parseBoolean(spfFailed);
                });
        assertEquals(expected, word(judgement, List.of(INFO)), reason);
    }

    private static String word(Judgement judgement, List<MailAddress> settled) {
        return switch (judgement) {
            case Judgement.Owed owed -> {
                assertEquals(settled, owed.settled());
                yield "told";
            }
            case Judgement.Decided(Bounced.NotOwed notOwed) -> {
                assertEquals(settled, notOwed.settled());
                yield notOwed.why().name();
            }
            case Judgement.Decided(Bounced.Held held) -> held.why().name();
            case Judgement.Decided(Bounced.Queued queued) -> queued.id();
        };
    }

    @Test
    void eachRecipientIsJudgedForItself() {
        MailAddress other = Failures.address("other@shop.example");
        Envelope envelope = Failures.from("a@far.example").withDsn(Failures.asking("", "", Map.of(SALES, "NEVER")));
        BounceRequest request = new BounceRequest(List.of(
                Failures.refused(INFO, 550, "5.1.1 no such user"),
                Failures.refused(SALES, 550, "5.1.1 no such user"),
                Failures.refused(other, 550, "5.7.1 denied")), Ground.REFUSED, false);

        Judgement.Owed owed = (Judgement.Owed) BounceJudge.of(envelope, request);
        assertEquals(List.of(INFO), owed.told().stream().map(FailedRecipient::recipient).toList());
        assertEquals(List.of(INFO, SALES), owed.settled(), "for the third the message stays");
    }

    @Test
    void aRequestNamesEachRecipientOnce() {
        FailedRecipient failed = Failures.refused(INFO, 550, "5.1.1 no such user");
        assertThrows(IllegalArgumentException.class,
                () -> new BounceRequest(List.of(failed, failed), Ground.REFUSED, false));
        assertThrows(IllegalArgumentException.class, () -> new BounceRequest(List.of(), Ground.REFUSED, false));
    }
}
