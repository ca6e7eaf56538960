// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * Decision 10: is it the host's fault, or the message's? A host that has taken nothing in this conversation is at fault
 * when it refuses the first five different recipients, or says 5.7.x before a message is sent: it does not know the
 * domain, or does not want us. One that has taken something means the sender, the recipient or the content. Messages
 * that were refused in an earlier run don't count: a few unknown users must not make a sound host look broken for ever.
 * Used by one thread.
 */
final class HostJudge {

    static final int RECIPIENTS_REFUSED_MAX = 5;

    /** RFC 3463 section 3.8: security or policy. */
    private static final int POLICY = 7;

    private final Set<MailAddress> refused = new HashSet<>();
    private final Set<String> domainsTaken = new HashSet<>();
    private boolean refusedByPolicy;

    void took(List<MailAddress> recipients) {
        recipients.forEach(recipient -> domainsTaken.add(recipient.domain()));
    }

    void refused(Step step, Reply reply, List<MailAddress> recipients) {
        refused.addAll(recipients);
        boolean ofPolicy = reply.isPermanent()
                && reply.enhancedCode().filter(code -> code.subject() == POLICY).isPresent();
        boolean beforeMessage = step == Step.MAIL || step == Step.RECIPIENT;
        refusedByPolicy |= ofPolicy && beforeMessage && domainsTaken.isEmpty();
    }

    /** Whether it took a recipient of this domain in this conversation. */
    boolean hasTakenFor(String domain) {
        return domainsTaken.contains(domain);
    }

    /** Why the host is at fault; empty where it is not, as far as was seen. */
    Optional<String> faultOfHost() {
        if (refusedByPolicy) {
            return Optional.of("it refuses us by its policy");
        }
        return domainsTaken.isEmpty() && refused.size() >= RECIPIENTS_REFUSED_MAX
                ? Optional.of("it refuses everybody")
                : Optional.empty();
    }
}
