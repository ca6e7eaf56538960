// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.SystemAddresses;

/** The customers that killer and killed both know. */
public final class Town {

    private static final int CUSTOMERS = 6;
    private static final String ISP = "isp.example";

    private Town() {}

    /** @param spool whose mailboxes have quotas, of the usual size */
    static RecipientPolicy policy(Path spool, Journal journal) {
        TableOfCustomers customers = new TableOfCustomers();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.with("login" + i, "alias" + i, "customer" + i + ".example", SubscriptionState.ACTIVE);
        }
        return policy(spool, customers, journal);
    }

    /** The same for other customers. */
    public static RecipientPolicy policy(Path spool, Customers customers, Journal journal) {
        return RecipientPolicy.forCustomers(customers,
                new SystemAddresses(ISP, List.of("collector.example"), "abuse", "relay-reply+", "relay-bounce+"),
                Quotas.over(spool, QuotaSettings.defaults(), customers, journal, InstantSource.system()));
    }

    static List<Mailbox> mailboxes() {
        List<Mailbox> mailboxes = new ArrayList<>(List.of(SystemMailbox.ABUSE));
        for (int i = 0; i < CUSTOMERS; i++) {
            mailboxes.add(account(i));
        }
        return List.copyOf(mailboxes);
    }

    private static Mailbox account(int customer) {
        return new Mailbox.Account("login" + customer);
    }

    /** An address, and the mailbox in which its mail must lie. */
    public record Addressee(String address, Mailbox mailbox) {}

    /** One to three, each with a mailbox of its own. */
    static List<Addressee> addressees(Random chance) {
        int first = chance.nextInt(CUSTOMERS);
        List<Addressee> all = new ArrayList<>();
        for (int i = chance.nextInt(3); i >= 0; i--) {
            int customer = (first + i) % CUSTOMERS;
            all.add(switch (chance.nextInt(5)) {
                case 0 -> new Addressee("alias" + customer + "@" + ISP, account(customer));
                default -> new Addressee("any" + chance.nextInt(100) + "@customer" + customer + ".example",
                        account(customer));
            });
        }
        if (chance.nextInt(6) == 0) {
            all.add(new Addressee("abuse@" + ISP, SystemMailbox.ABUSE));
        }
        return List.copyOf(all);
    }
}
