// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import jakarta.mail.MessagingException;
import java.time.Instant;
import org.relaywarden.bsmtp.compose.AutomaticMessage;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.quota.Usage;

/** Makes the mail of a warning. Nothing of a stranger's is in it. Thread-safe. */
final class WarningMail {

    private final FullnessSettings settings;
    private final WarningText text;

    WarningMail(FullnessSettings settings) {
        this.settings = settings;
        this.text = new WarningText(settings);
    }

    byte[] bytes(Customer owner, Usage usage, int level, String name, Instant now) {
        try {
            var mail = new AutomaticMessage("<" + name + "@" + settings.mailDomain() + ">", now);
            mail.goes(settings.desk(), settings.providerName(), owner.login() + "@" + settings.mailDomain());
            return mail.bytes(text.of(owner, usage, level), owner.language());
        } catch (MessagingException ours) {
            throw new IllegalStateException("warning " + name + " makes no mail", ours);
        }
    }
}
