// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Does with mail what another one does, save for what its rule picks, which goes on: the one way through a server that else
 * drops, bounces, keeps or refuses in the end all that it takes.
 */
public final class PassesOneOn extends Changed {
    private final BiFunction<Transaction, MailAddress, Optional<MailAddress>> rule;
    private final AtomicInteger passedOn = new AtomicInteger();

    /**
     * A behaviour with one way through.
     *
     * @param rule where mail for a recipient goes on to; empty where it is none of this rule's
     */
    public PassesOneOn(
            String name, Behaviour like, BiFunction<Transaction, MailAddress, Optional<MailAddress>> rule) {
        super(name, like);
        this.rule = rule;
    }

    /**
     * Takes one form of address for another one that is hidden in it.
     *
     * @param form a regular expression, for the whole address as it was given
     * @param hidden what it stands for, with the groups of the form: {@code $1@$2}
     */
    public static PassesOneOn unwrapping(Behaviour like, String form, String hidden) {
        return new PassesOneOn("UNWRAPS_ONE", like, (mail, recipient) -> recipient.asGiven().matches(form)
                ? Optional.of(MailAddress.parse(recipient.asGiven().replaceFirst(form, hidden)))
                : Optional.empty());
    }

    /** How many messages it has taken so far that go on; counted before their {@code 250}. */
    public int passedOn() {
        return passedOn.get();
    }

    @Override
    public Handling recipient(Transaction mail, MailAddress recipient) {
        Optional<MailAddress> onward = rule.apply(mail, recipient);
        return onward.isPresent() ? new Handling.PassOn(onward.get()) : super.recipient(mail, recipient);
    }

    @Override
    public Reply afterData(Transaction mail, List<MailAddress> recipients) {
        if (recipients.stream().anyMatch(recipient -> rule.apply(mail, recipient).isPresent())) {
            passedOn.incrementAndGet();
            return Reply.of(250, "2.0.0 Ok: queued");
        }
        return super.afterData(mail, recipients);
    }
}
