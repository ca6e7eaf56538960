// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.util.Optional;

/**
 * A server with users of its own and a rule for strangers' mail: what the rule lets out is passed on, everything else
 * is decided as a sound server decides.
 *
 * @param denied what a stranger hears whose mail the rule does not let out
 */
record Relaying(String name, Reply denied, Rule rule) implements Behaviour {
    private static final int UNWRAPPINGS_MAX = 10;

    /** Where a mail goes on to, if the server lets it out. */
    interface Rule {
        Optional<MailAddress> letsOut(Transaction mail, MailAddress recipient);
    }

    @Override
    public Handling recipient(Transaction mail, MailAddress recipient) {
        Optional<MailAddress> onward = rule.letsOut(mail, recipient);
        return onward.isPresent() ? new Handling.PassOn(onward.get()) : sound(mail.host(), recipient);
    }

    private Handling sound(Host host, MailAddress recipient) {
        if (host.isLocal(recipient)) {
            return new Handling.Keep();
        }
        // A local part that could hide a route is no local user's, so it is relaying that is refused.
        boolean stranger = !host.owns(recipient) || recipient.carriesRoute();
        return new Handling.Refuse(stranger ? denied : Reply.of(550, "5.1.1 User unknown"));
    }

    static Optional<MailAddress> nothing(Transaction mail, MailAddress recipient) {
        return Optional.empty();
    }

    /**
     * Everything: a stranger's address as it stands, and whatever foreign address its own domains are wrapped around.
     */
    static Optional<MailAddress> everything(Transaction mail, MailAddress recipient) {
        MailAddress next = recipient;
        for (int i = 0; i < UNWRAPPINGS_MAX && mail.host().owns(next); i++) {
            Optional<MailAddress> inner = next.unwrapped();
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            next = inner.get();
        }
        return mail.host().owns(next) ? Optional.empty() : Optional.of(next);
    }

    /** A stranger's plain address, no tricks. */
    static Optional<MailAddress> foreign(Transaction mail, MailAddress recipient) {
        return mail.host().owns(recipient) ? Optional.empty() : Optional.of(recipient);
    }

    /** Only {@code user%remote@own-domain}, one layer after the other. */
    static Optional<MailAddress> percent(Transaction mail, MailAddress recipient) {
        MailAddress next = recipient;
        for (int i = 0; i < UNWRAPPINGS_MAX && mail.host().owns(next) && !next.domain().isEmpty(); i++) {
            Optional<MailAddress> inner = next.unwrappedPercent();
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            next = inner.get();
        }
        return next.equals(recipient) || mail.host().owns(next) ? Optional.empty() : Optional.of(next);
    }
}
