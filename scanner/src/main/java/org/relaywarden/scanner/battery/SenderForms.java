// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.List;

/** The S tests: who the mail claims to be from. The recipient is the collector, plain; S1b names it otherwise. */
final class SenderForms {

    private SenderForms() {}

    static List<RelayTest> all() {
        return List.of(
                form("S1", 1, Form.OUTSIDER.template(), "anyone",
                        "no relay control, or a proxy or NAT that hides who calls"),
                form("S1b", 1, Form.FRESH_OUTSIDER.template(), Form.FRESH, "anyone",
                        "relays, save what goes to the domain that our tests are known by"),
                form("S2", 1, "", "null-sender", "exempts the null sender, as bounces bear it, from the relay rules"),
                form("S3", 1, Form.LOCAL.template(), "own-sender", "relays for senders that claim the host's own name"),
                form("S4", 1, "{bounce}@{domain}", "own-sender",
                        "relays for senders that claim the customer's mail domain"),
                form("S5", 2, "postmaster@{domain}", "own-sender",
                        "relays for senders of its own that exist, once it has looked them up"),
                form("S6", 2, "{bounce}@{literal}", "literal-sender",
                        "takes its own address literal for a local sender"),
                form("S7", 2, "{bounce}@localhost", "literal-sender", "trusts a sender at localhost"),
                form("S8a", 2, "{bounce}@[127.0.0.1]", "literal-sender", "trusts a sender at the loopback literal"),
                form("S8b", 2, "{bounce}@[IPv6:::1]", "literal-sender", "trusts a sender at the IPv6 loopback literal"),
                form("S9", 1, "{bounce}", "bare-sender",
                        "appends its own domain to a bare sender, then takes it for local"),
                form("S10", 2, Form.COLLECTOR.template(), "self-addressed",
                        "exempts mail whose sender is its recipient"),
                form("S11", 3, "{bounce}@nx.{scanner}", "anyone", "takes mail from a domain that does not exist"),
                form("S12", 3, "{bounce}@", "bare-sender", "reads a sender without a host name as local"),
                form("S13", 2, "{scanner}!{bounce}", "bang-sender", "trusts a sender in the form of a bang path"),
                form("S14", 1, "{bounce}@{provider}", "provider-sender",
                        "relays for senders that claim the provider's domain"),
                form("S14b", 2, "{desk}", "provider-sender",
                        "relays for senders of the provider's that exist, once it has looked them up"),
                form("S15", 2, Form.OUTSIDER.template(), "no-brackets",
                                "skips its relay rules for addresses without angle brackets")
                        .in(Manner.BARE),
                form("S16", 2, Form.OUTSIDER.template(), "first-recipient", "checks only the first recipient of a mail")
                        .in(Manner.after("postmaster@{domain}")));
    }

    private static RelayTest form(String id, int tier, String sender, String mending, String catches) {
        return form(id, tier, sender, Form.COLLECTOR, mending, catches);
    }

    private static RelayTest form(
            String id, int tier, String sender, Form recipient, String mending, String catches) {
        return new RelayTest(
                new TestId(id),
                tier,
                Hello.EHLO,
                new Form(sender),
                recipient,
                Manner.PLAIN,
                catches,
                mending,
                false);
    }
}
