// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.List;
import java.util.stream.Stream;

/**
 * The R tests: how a recipient elsewhere can be written so that a host takes it for its own. The sender is the
 * outsider; each has a repeat with a sender of the host's own, its id and an s.
 */
final class RecipientForms {

    private static final String PERCENT = "percent";
    private static final String QUOTED = "quoted";
    private static final String DOUBLE_AT = "double-at";
    private static final String ROUTE = "source-route";
    private static final String BANG = "bang";
    private static final String MIXED = "mixed";
    private static final String GATEWAYS = "gateways";

    private RecipientForms() {}

    static List<RelayTest> all() {
        return Stream.of(ownNames(), routesAndBangs(), otherDomains(), parsers()).flatMap(List::stream).toList();
    }

    /** Percent, quotes and a second @. */
    private static List<RelayTest> ownNames() {
        return List.of(
                own("R1", 1, "{token}%{collector}@{domain}", PERCENT, "percent hack: unwraps user%remote@own-domain"),
                own("R2", 1, "{token}%{collector}@{literal}", PERCENT, "percent hack under its own address literal"),
                own("R3", 2, "\"{token}%{collector}\"", PERCENT, "percent hack, quoted and without a domain"),
                own("R4", 2, "{token}%{collector}", PERCENT, "percent hack without a domain"),
                own("R5", 1, "\"{token}@{collector}\"", QUOTED, "checks the domain before it takes off the quotes"),
                own("R6", 1, "{token}@{collector}@{domain}", DOUBLE_AT,
                        "cuts the last @domain off and relays the rest"),
                own("R7", 2, "{token}@{collector}@{literal}", DOUBLE_AT,
                        "cuts its own literal off and relays the rest"),
                own("R8", 1, "\"{token}@{collector}\"@{domain}", QUOTED, "unwraps an address quoted as local part"),
                own("R9", 2, "\"{token}@{collector}\"@{literal}", QUOTED,
                        "unwraps an address quoted as local part of its literal"));
    }

    /** Source routes, bang paths, and operators mixed. */
    private static List<RelayTest> routesAndBangs() {
        return List.of(
                foreign("R10", 1, "@{domain}:{token}@{collector}", ROUTE, "follows a source route through itself"),
                foreign("R11", 2, "@{literal}:{token}@{collector}", ROUTE,
                        "follows a source route through its own literal"),
                foreign("R12a", 3, "@localhost:{token}@{collector}", ROUTE, "follows a source route through localhost"),
                foreign("R12b", 3, "@{domain},@{collector}:{token}@{collector}", ROUTE,
                        "follows a source route of several hops"),
                own("R13", 1, "{collector}!{token}", BANG, "reads a bang path as user@remote after the check"),
                own("R14", 2, "{collector}!{token}@{domain}", BANG, "follows a bang path at its own domain"),
                own("R15", 2, "{collector}!{token}@{literal}", BANG, "follows a bang path at its own literal"),
                own("R16a", 2, "{collector}!{token}%{domain}", MIXED,
                        "unwraps bang and percent in another order than it checks"),
                own("R16b", 2, "{domain}!{collector}!{token}", MIXED, "follows a bang path that begins with itself"),
                own("R16c", 2, "{token}%{collector}%{domain}@{domain}", MIXED, "unwraps a percent behind another"),
                own("R16d", 2, "@{domain}:{token}%{collector}@{domain}", MIXED,
                        "unwraps a percent behind a source route"));
    }

    /** Domains that a table of domains may miss, and gateways of old. */
    private static List<RelayTest> otherDomains() {
        return List.of(
                foreign("R18a", 2, "{token}@{collector}.", "trailing-dot",
                        "misses a domain in its tables for the dot behind it"),
                foreign("R18b", 2, "{token}@{collector}..", "trailing-dot",
                        "misses a domain in its tables for two dots behind it"),
                foreign("R19a", 2, "{token}@{collector4}", "literal-recipient",
                        "has rules for domains only, and relays to an address literal"),
                foreign("R19b", 2, "{token}@{collector6}", "literal-recipient",
                        "has rules for domains only, and relays to an IPv6 literal"),
                foreign("R20", 1, "{token}@{mx}", "backup-mx",
                        "relays for every domain that lists it as MX, whoever put it there"),
                own("R21", 2, "IMCEASMTP-{token}+40{collector}@{domain}", "imceasmtp",
                        "unwraps an address encapsulated by Exchange 5.5 or IIS"),
                own("R22", 2, "\"x@{domain}, {token}@{collector}\"@{domain}", "comma-list",
                        "reads a quoted list as several recipients"));
    }

    /** Addresses that parsers read otherwise. */
    private static List<RelayTest> parsers() {
        return List.of(
                foreign("R23a", 3, "{token}(comment)@{collector}", "lax-parser", "checks before it takes comments off"),
                foreign("R23b", 3, "{token}@{collector} ", "lax-parser", "checks before it takes a trailing blank off"),
                foreign("R23c", 3, "{token}@{collector}\t", "lax-parser", "checks before it takes a trailing tab off"),
                own("R23d", 3, "\"{token}@{collector} \"", "lax-parser",
                        "unwraps a quoted address that ends in a blank"),
                own("R24", 2, "SRS0=xx=yy={collector}={token}@{domain}", "srs",
                        "rewrites a reverse path of its own back without a look at its hash"),
                own("R25a", 3, "{token}={collector}@{domain}", GATEWAYS, "unwraps the form of a bounce address (VERP)"),
                own("R25b", 3, "{collector}::{token}@{domain}", GATEWAYS, "unwraps a DECnet address at its domain"),
                own("R25c", 3, "{token}::{collector}", GATEWAYS, "unwraps a DECnet or BITNET address"),
                own("R26a", 3, "{token}\uff20{collector}@{domain}", "unicode",
                                "takes a fullwidth @ for an @ only after the check")
                        .in(Manner.UTF8),
                own("R26b", 3, "{token}\uff05{collector}@{domain}", "unicode",
                                "takes a fullwidth % for a % only after the check")
                        .in(Manner.UTF8),
                foreign("R26c", 3, "{token}@{collectorstops}", "unicode",
                                "takes an ideographic full stop for a dot only after the check")
                        .in(Manner.UTF8),
                own("R28", 3, "\"{token}@{collector}> NOTIFY=NEVER\"@{domain}", "parameters",
                        "ends the address at a quoted >, and reads the rest as parameters"),
                foreign("R29", 3, Form.COLLECTOR.template(), "parameters",
                                "judges the original recipient that the sender names, not the recipient")
                        .in(Manner.originalRecipient("postmaster@{domain}")));
    }

    private static RelayTest own(String id, int tier, String recipient, String mending, String catches) {
        return form(id, tier, recipient, mending, catches, true);
    }

    private static RelayTest foreign(String id, int tier, String recipient, String mending, String catches) {
        return form(id, tier, recipient, mending, catches, false);
    }

    private static RelayTest form(
            String id, int tier, String recipient, String mending, String catches, boolean own) {
        return new RelayTest(
                new TestId(id),
                tier,
                Hello.EHLO,
                Form.OUTSIDER,
                new Form(recipient),
                Manner.PLAIN,
                catches,
                mending,
                own);
    }
}
