// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.probe.Stage;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.replies.Heard;

/** What real hosts say, and what it means. */
class OutcomesTest {

    @ParameterizedTest(name = "{0} at {1}: {2} is {3} ({4})")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            S1  | RCPT   | 550 5.7.1 Relaying denied            | REFUSED_RELAY        | sendmail
            S1  | RCPT   | 554 5.7.1 Relay access denied        | REFUSED_RELAY        | old Postfix
            S1  | RCPT   | 454 4.7.1 Relay access denied        | REFUSED_RELAY        | stock Postfix: no greylisting
            S1  | RCPT   | 450 Sorry, we do not relay           | REFUSED_RELAY        | relay wording without a code
            S1  | RCPT   | 451 4.7.1 Greylisting in action      | DEFERRED             | the same code, other words
            S1  | RCPT   | 450 4.2.0 Greylisted                 | DEFERRED             | Postgrey
            S1  | RCPT   | 451 4.3.0 Temporary lookup failure   | DEFERRED             | trouble of its own
            S1  | RCPT   | 450 4.1.8 <b@s>: Sender address      | DEFERRED             | its resolver is down
            S1  | MAIL   | 452 4.3.1 out of room (relay-7)      | DEFERRED             | a word at MAIL says nothing
            S1  | RCPT   | 553 not in my allowed rcpthosts      | REFUSED_RELAY        | qmail
            S1  | RCPT   | 550 5.1.1 No such user               | REFUSED_RELAY        | refuses the stranger's name
            S1  | RCPT   | 550 5.7.54 Unable to relay           | REFUSED_RELAY        | Exchange
            S1  | RCPT   | 551 User not local; try elsewhere    | REFUSED_RELAY        | RFC 5321 section 3.4
            R1  | RCPT   | 501 5.1.3 Bad recipient address      | REFUSED_SYNTAX       | Postfix
            R8  | RCPT   | 553 5.1.3 malformed address          | REFUSED_SYNTAX       | the form
            S9  | MAIL   | 553 5.5.4 <b>: Domain required       | REFUSED_SYNTAX       | sendmail and the bare sender
            S9  | MAIL   | 553 5.5.4 <b>... Domain name required for sender address b | REFUSED_SYNTAX | its whole words
            S3  | MAIL   | 553 5.1.7 <b@h>: bad sender address  | REFUSED_SENDER       | the address, not the form
            S1  | RCPT   | 550 Invalid recipient: <t@c>         | REFUSED_RELAY        | OpenSMTPD: no code, no word of it
            S1  | RCPT   | 550 Invalid recipient: <r1-s1-aspfa@c> | REFUSED_RELAY      | the letters of a token are no words
            S1  | RCPT   | 451 not now: r1-s1-a@relay.example   | DEFERRED             | nor is the name of a host
            S9  | RCPT   | 504 5.5.2 <b>: Sender address: FQDN  | REFUSED_SYNTAX       | Postfix and the bare sender
            S1  | MAIL   | 553 5.1.8 Domain of sender unknown   | REFUSED_SENDER       | sendmail: masked, not closed
            S1  | MAIL   | 550 5.7.1 Sender refused             | REFUSED_SENDER       | 5yz at MAIL is never closed
            S1  | RCPT   | 550 5.1.8 <b@s>: Sender address      | REFUSED_SENDER       | Postfix says it at RCPT
            S3  | MAIL   | 550 5.7.1 Our name from outside      | REFUSED_RELAY        | the sender that S3 is about
            S3  | RCPT   | 550 5.1.0 Sender address: unknown    | REFUSED_SENDER       | a user that exists may relay
            S14 | RCPT   | 550 5.7.23 SPF: not the provider     | REFUSED_RELAY        | the forged provider is refused
            S1  | RCPT   | 530 5.7.0 Authentication required    | AUTH_REQUIRED        | a submission port
            S1  | RCPT   | 550 5.7.1 Please authenticate first  | AUTH_REQUIRED        | the same in words
            S1  | MAIL   | 530 5.7.0 Must issue STARTTLS first  | TLS_REQUIRED         | says nothing of what is behind
            S1  | RCPT   | 554 5.7.1 Client host blocked        | REFUSED_CLIENT       | a blocklist
            S1  | RCPT   | 550 5.7.1 listed at zen.spamhaus.org | REFUSED_CLIENT       | a blocklist by name
            S1  | BANNER | 554 No SMTP service here             | REFUSED_CLIENT       | before a word was said
            S1  | BANNER | 450 come back later                  | DEFERRED             | too busy
            S1  | HELLO  | 550 go away                          | REFUSED_CLIENT       | our name
            S1  | RCPT   | 250 2.1.5 Ok                         | RECIPIENT_TAKEN      | no message was handed over
            S1  | RCPT   | 251 User not local; will forward     | RECIPIENT_TAKEN      | 251 is taken
            S1  | RCPT   | 252 Cannot verify, will take it      | RECIPIENT_TAKEN      | 252 is taken
            S1  | DOT    | 250 2.0.0 queued as 530550           | ACCEPTED             | a code in a queue id is no code
            S1  | DOT    | 554 5.7.1 Message refused            | RCPT_OK_DATA_REFUSED | a content filter
            S1  | DATA   | 503 5.5.1 no valid recipients        | RCPT_OK_DATA_REFUSED | changed its mind
            S1  | DOT    | 451 4.7.1 relay later                | DEFERRED             | 4yz after the dot is not taken
            S1  | RCPT   | 354 what                             | DROPPED              | out of step
            S1  | RCPT   | 550 queue 454-4.7.1-530: no          | REFUSED_RELAY        | codes count at the start only
            """)
    void aReplyOfAHostThatTookTheControl(String id, Stage stage, String reply, Outcome outcome, String why) {
        assertEquals(outcome, outcomeAfter("250 2.1.5 Ok", id, stage, reply), why);
    }

    @ParameterizedTest(name = "control {0}, then {1} is {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            550 5.7.1 no      | 550 5.7.1 no       | REFUSED_CLIENT | refused like the control: aimed at us
            550 5.1.1 unknown | 550 5.7.1 no relay | REFUSED_RELAY  | refused otherwise than the control
            451 4.7.1 relay?  | 451 4.7.1 relay?   | DEFERRED       | the control was put off, too
            550 5.7.1 no      | 454 4.7.1 later    | DEFERRED       | without the control the code is final for nobody
            554 5.7.1 no      | 454 4.7.1 Relay access denied | REFUSED_RELAY | Postfix with rules for its own mail: words are
            554 5.7.1 no      | 454 4.7.1 relay: greylisted   | DEFERRED      | other words
            451 4.3.0 trouble | 454 4.7.1 Relay access denied | DEFERRED      | the control is not settled
            """)
    void theControlExplainsARefusal(String control, String reply, Outcome outcome, String why) {
        assertEquals(outcome, outcomeAfter(control, "S1", Stage.RCPT, reply), why);
    }

    @Test
    void noReplyIsNoRefusal() {
        TestAnswer broke = new TestAnswer(
                Battery.find(Battery.OUTSIDER).orElseThrow(),
                "",
                Stage.RCPT,
                new Heard.Broke(Heard.Break.ENDED, "421 4.7.0 relay too many errors"));

        assertEquals(Outcome.DROPPED, Outcomes.of(List.of(broke)).get(Battery.OUTSIDER));
    }

    private static Outcome outcomeAfter(String control, String id, Stage stage, String reply) {
        TestAnswer plain = answer("S1", Stage.RCPT, "550 5.7.1 Relaying denied");
        TestAnswer asked = answer(id, stage, reply);
        List<TestAnswer> round = id.equals("S1")
                ? List.of(answer("K0", Stage.RCPT, control), asked)
                : List.of(answer("K0", Stage.RCPT, control), plain, asked);
        return Outcomes.of(round).get(new TestId(id));
    }

    private static TestAnswer answer(String id, Stage stage, String reply) {
        return new TestAnswer(
                Battery.find(new TestId(id)).orElseThrow(),
                "",
                stage,
                new Heard.Said(Reply.of(Integer.parseInt(reply.substring(0, 3)), reply.substring(4))));
    }
}
