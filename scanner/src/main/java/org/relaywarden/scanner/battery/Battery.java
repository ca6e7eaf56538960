// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.List;
import java.util.Optional;

/**
 * The tests that this version knows. None is an attack: no malformed bytes, no oversize greeting, no command after a
 * refusal that a sound client would not send (decision 14).
 */
public final class Battery {

    /** Rises with every change of a form or of the list: "passed" is said of a version. */
    public static final String VERSION = "1";

    /** Is the client itself refused? The only test that a sound host accepts. */
    public static final TestId POSTMASTER = new TestId("K0");

    /** Does the host take every local part of its own domain? */
    public static final TestId CATCH_ALL = new TestId("K1");

    /** Does the host take anything at all? */
    public static final TestId ANYTHING = new TestId("K2");

    /** The plain relay attempt, and the sender that the other tests use. */
    public static final TestId OUTSIDER = new TestId("S1");

    /** In the order of what they find: the likely ones first, so that a short look sees the most. */
    private static final List<RelayTest> TIER_1 = List.of(
            control("K0", Greeting.EHLO, "postmaster@{domain}", "refuses the tester, not the relaying", true),
            sender("S1", Form.OUTSIDER.template(), "no relay control, or a proxy or NAT that hides who calls"),
            sender("S3", "{bounce}@{host}", "relays for senders that claim the host's own name"),
            sender("S4", "{bounce}@{domain}", "relays for senders that claim the customer's mail domain"),
            sender("S2", "", "exempts the null sender, as bounces bear it, from the relay rules"),
            recipient("R1", "{token}%{collector}@{domain}", "percent hack: unwraps user%remote@own-domain", true),
            sender("S14", "{bounce}@{provider}", "relays for senders that claim the provider's domain"),
            sender("S9", "{bounce}", "appends its own domain to a bare sender, then takes it for local"),
            recipient("R6", "{token}@{collector}@{domain}", "cuts the last @domain off and relays the rest", true),
            recipient("R8", "\"{token}@{collector}\"@{domain}", "unwraps an address quoted as local part", true),
            recipient("R10", "@{domain}:{token}@{collector}", "follows a source route through itself", false),
            recipient("R13", "{collector}!{token}", "reads a bang path as user@remote after the check", true),
            recipient("R5", "\"{token}@{collector}\"", "checks the domain before it takes off the quotes", true),
            recipient("R2", "{token}%{collector}@{literal}", "percent hack under its own address literal", true),
            control("K1", Greeting.EHLO, "{token}@{domain}", "takes every local part of its own domain", true),
            new RelayTest(
                    new TestId("H1"),
                    1,
                    Greeting.HELO,
                    Form.OUTSIDER,
                    Form.COLLECTOR,
                    "binds its relay rules to EHLO, and relays after HELO",
                    false),
            control("K2", Greeting.HELO, "{token}@nx.{collector}", "takes anything, even for no domain at all", false));

    private Battery() {}

    /** The tests that always run, controls among them, in the order in which they are asked. */
    public static List<RelayTest> tier1() {
        return TIER_1;
    }

    /** The test of this id, if this version knows it. */
    public static Optional<RelayTest> find(TestId id) {
        return TIER_1.stream().filter(test -> test.id().equals(id)).findFirst();
    }

    private static RelayTest control(String id, Greeting greeting, String recipient, String catches, boolean own) {
        return new RelayTest(new TestId(id), 1, greeting, Form.OUTSIDER, new Form(recipient), catches, own);
    }

    private static RelayTest sender(String id, String sender, String catches) {
        return new RelayTest(new TestId(id), 1, Greeting.EHLO, new Form(sender), Form.COLLECTOR, catches, false);
    }

    private static RelayTest recipient(String id, String recipient, String catches, boolean own) {
        return new RelayTest(new TestId(id), 1, Greeting.EHLO, Form.OUTSIDER, new Form(recipient), catches, own);
    }
}
