// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * One test: one sender and one recipient that a sound host refuses (a control: one whose answer says what refusals are
 * worth). Immutable.
 *
 * @param tier 1 always, 2 in a full scan and in turn by night, 3 on request
 * @param hello how the conversation begins
 * @param sender what MAIL names; empty for the null sender
 * @param recipient what RCPT names
 * @param catches the misconfiguration that it finds, one sentence for people
 * @param mending the topic under which {@code scanner.mending} tells how to mend it
 * @param ownRecipient whether a host that takes every local part of its own domain would take this recipient as its
 *     own: under its domain or its address literal, or without a domain, where it appends its own. An acceptance then
 *     weighs nothing until the probe comes back (decision 13)
 */
public record RelayTest(
        TestId id,
        int tier,
        Hello hello,
        Form sender,
        Form recipient,
        Manner manner,
        String catches,
        String mending,
        boolean ownRecipient) {

    public RelayTest {
        if (tier < 1 || tier > 3) {
            throw new IllegalArgumentException("a tier is 1 to 3, got " + tier);
        }
    }

    /** Whether the sender is what it tests: a refusal of that very sender then is an answer. */
    public boolean testsSender() {
        return !sender.equals(Form.OUTSIDER) && !sender.equals(Form.FRESH_OUTSIDER);
    }

    /**
     * Whether it may go unasked without leaving a hole in what was seen of the host: it needs a setting of ours, or an
     * extension that the host does not offer.
     */
    public boolean maySkip() {
        return manner.needs().isPresent() || recipient.asksOurs() || hello.name().filter(Form::asksOurs).isPresent();
    }

    /** The setting of ours for want of which it can't be asked, in words; empty where none is missing. */
    public Optional<String> missingSetting(Names names) {
        TokenPair none = new TokenPair("", "");
        Stream<Form> forms = Stream.concat(Stream.of(recipient), hello.name().stream());
        return forms.filter(Form::asksOurs).flatMap(form -> form.whyNot(names, none).stream()).findFirst();
    }

    /** The domain of the collector that this test is addressed to, whatever stands around it. */
    public String collectorDomain(OurNames ours) {
        return ours.freshDomain().filter(_ -> recipient.equals(Form.FRESH)).orElse(ours.collectorDomain());
    }

    /** The domain of ours that goes with it: what the test says in its message must not give it away. */
    public String senderDomain(OurNames ours) {
        return ours.freshSenderDomain().filter(_ -> recipient.equals(Form.FRESH)).orElse(ours.senderDomain());
    }

    /** Whether the sender bears the token of the recipient, so that a bounce looks like a return (S10). */
    public boolean isToItself() {
        return sender.equals(recipient);
    }

    /** The same in a conversation that begins otherwise: for a control, whose answer does not hang on the greeting. */
    public RelayTest greeting(Hello other) {
        return new RelayTest(id, tier, other, sender, recipient, manner, catches, mending, ownRecipient);
    }

    /** The same recipient with a sender of the host's own, for a host that refused the sender and not the relaying. */
    RelayTest withOwnSender() {
        return new RelayTest(
                new TestId(id + "s"), tier, hello, Form.LOCAL, recipient, manner, catches, mending, ownRecipient);
    }

    RelayTest in(Manner other) {
        return new RelayTest(id, tier, hello, sender, recipient, other, catches, mending, ownRecipient);
    }
}
