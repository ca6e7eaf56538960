// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.quota.Reservations;
import org.relaywarden.bsmtp.refused.RefusedRecipient;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** Whose mail it is (B1, B2, B10, B15). */
class CustomerRecipientPolicyTest {

    /** What anna's host said that it has not. */
    private static final Set<String> HAS_NOT = Set.of("typo", "postmaster");

    @TempDir
    Path mailFolder;

    private RecipientPolicy policy() {
        TableOfCustomers customers = new TableOfCustomers()
                .with("anna", "a.jansen", "anna.example", SubscriptionState.ACTIVE)
                .with("wide", "w", "wide.example", SubscriptionState.ACTIVE)
                .with("sus", "s", "suspended.example", SubscriptionState.SUSPENDED)
                .with("gone", "g", "ended.example", SubscriptionState.ENDED)
                .withNewName("old.example", "anna.example");
        return RecipientPolicy.forCustomers(
                customers,
                new SystemAddresses("ISP.example", List.of("Collector.example"), "relay-desk", "relay-reply+",
                        "Relay-Bounce+"),
                Quotas.over(mailFolder, QuotaSettings.defaults(), customers, new RememberedJournal(),
                        InstantSource.system()),
                KnownHosts.by(login -> login.equals("wide"), (login, recipient) -> Optional.of(recipient)
                        .filter(to -> login.equals("anna") && HAS_NOT.contains(to.localPart()))
                        .map(to -> new RefusedRecipient(to.toString(), "550 5.1.1 Unknown", Instant.EPOCH))));
    }

    @ParameterizedTest(name = "SMTPUTF8 for {0} is {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            x@wide.example                | wide PUSH           | its host last offered it (decision 10)
            x@anna.example                | 553 5.6.7           | its host did not, or was never greeted
            anna@isp.example              | anna ACCOUNT        | an account mailbox takes everything
            postmaster@isp.example        | system POSTMASTER   | so do we
            x@suspended.example           | 550 5.2.1           | B2 first
            x@elsewhere.example           | 550 5.7.1           | never a relay
            """)
    void takesSmtpUtf8WhereItCanBePassedOn(String recipient, String expected, String why) {
        RecipientPolicy.Answer answer = policy().answer(new RecipientPolicy.Question(
                InetAddress.getLoopbackAddress(), Optional.empty(), ReversePath.none(), MailAddress.parse(recipient).orElseThrow(), 0,
                true, new Reservations()));
        assertEquals(expected, told(answer), why);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            anna@isp.example              | anna ACCOUNT        | B10
            ANNA@ISP.EXAMPLE              | anna ACCOUNT        | whatever its case
            a.jansen@isp.example          | anna ACCOUNT        | B10: an alias
            sus@isp.example               | sus ACCOUNT         | warnings must reach a suspended customer
            gone@isp.example              | 550 5.2.1           | ended
            nobody@isp.example            | 550 5.1.1           | no such mailbox
            anna%x.example@isp.example    | 550 5.7.1           | percent hack at our own domain
            x@anna.example                | anna PUSH           | B1: any local part
            x.y+z=1@anna.example          | anna PUSH           | B1: any local part
            typo@anna.example             | 550 5.1.1           | decision 10: her host has no such user
            typo@wide.example             | wide PUSH           | another customer's
            postmaster@anna.example       | anna PUSH           | the customer's own postmaster, whatever her host says
            abuse@anna.example            | anna PUSH           | the customer's own abuse desk
            postmaster@ended.example      | 550 5.2.1           | RFC 5321 section 4.5.1 binds who serves a domain
            postmaster@suspended.example  | 550 5.2.1           | B2: the domain is not served now
            x＠y@anna.example              | 550 5.7.1           | an at that the customer's host may fold
            x％y@anna.example              | 550 5.7.1           | a percent sign that it may fold
            x@sub.anna.example            | 550 5.7.1           | no domain of theirs
            x@suspended.example           | 550 5.2.1           | B2
            x@ended.example               | 550 5.2.1           | B2
            x@elsewhere.example           | 550 5.7.1           | never a relay
            x@old.example                 | 550 5.1.6           | B15: refused in words that name the new one
            x@anna.example.               | 550 5.7.1           | a trailing dot is another name here
            x@[127.0.0.1]                 | 550 5.7.1           | an address literal
            postmaster@isp.example        | system POSTMASTER   | RFC 5321 section 4.5.1
            Relay-Desk@isp.example        | system ABUSE        | whatever its case
            abuse@isp.example             | system ABUSE        | RFC 2142, whatever ours is called
            relay-reply+12-ab@isp.example | system REPLIES      | E7
            relay-bounce+12@isp.example   | system REPLIES      | bounces of warnings
            t-1@collector.example         | system COLLECTOR    | design: every local part
            "a%b@c"@collector.example     | system COLLECTOR    | kept here, so passed on to nobody
            """)
    void decides(String recipient, String expected, String why) {
        for (ReversePath sender : List.of(
                ReversePath.none(), ReversePath.of(new MailAddress("postmaster", "isp.example")))) {
            RecipientPolicy.Answer answer = policy().answer(new RecipientPolicy.Question(
                    InetAddress.getLoopbackAddress(), Optional.empty(), sender, MailAddress.parse(recipient).orElseThrow(), 0,
                    false, new Reservations()));
            assertEquals(expected, told(answer), why);
        }
    }

    /** B15: a sender who has the old name alone learns the new one. */
    @Test
    void whoWritesToAnOldNameIsToldTheNewOne() {
        assertEquals("550 5.1.6 This domain has another name now: anna.example", refusal("old.example"));
    }

    @Test
    void b2IsRefusedInWordsThatSaySo() {
        assertEquals(
                "550 5.2.1 The mail subscription of this domain is not active", refusal("suspended.example"));
    }

    private String refusal(String domain) {
        RecipientPolicy.Answer answer = policy().answer(new RecipientPolicy.Question(
                InetAddress.getLoopbackAddress(), Optional.empty(), ReversePath.none(), new MailAddress("x", domain), 0, false,
                new Reservations()));
        return assertInstanceOf(RecipientPolicy.Answer.Refuse.class, answer).reply().toString();
    }

    private static String told(RecipientPolicy.Answer answer) {
        return switch (answer) {
            case RecipientPolicy.Answer.Refuse refuse -> refuse.reply().toString().substring(0, 9);
            case RecipientPolicy.Answer.Take take -> switch (take.mailbox()) {
                case Mailbox.Account(String login) -> login + " " + take.mailClass();
                case SystemMailbox system -> "system " + system;
            };
        };
    }
}
