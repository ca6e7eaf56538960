// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who claims which name, domain and address, within one file; what two claim is a fault of the later row. For one
 * thread.
 */
public final class FileClaims {

    /** One claim: of which login, on which line, in which column. */
    public record Claim(String login, long line, Column column) {}

    private final Map<String, Claim> mailboxNames = new HashMap<>();
    private final Map<String, Claim> domains = new HashMap<>();
    private final Map<String, Claim> addresses = new HashMap<>();
    private final Faults faults;

    /** What two of these rows claim is added to the faults. */
    public FileClaims(List<CustomerRow> rows, Faults faults) {
        this.faults = faults;
        // Logins first: an alias that is somebody's login is the fault of the alias, whichever stands first.
        rows.forEach(row -> claim(mailboxNames, row, Column.LOGIN, List.of(row.login())));
        rows.forEach(row -> claim(mailboxNames, row, Column.ALIASES, row.aliases()));
        rows.forEach(row -> claim(domains, row, Column.DOMAINS, row.domains()));
        rows.forEach(row -> claim(addresses, row, Column.ADDRESSES, row.addressTexts()));
    }

    private void claim(Map<String, Claim> claims, CustomerRow row, Column column, List<String> names) {
        Claim claim = new Claim(row.login(), row.line(), column);
        for (String name : names) {
            Claim earlier = name.isEmpty() ? null : claims.putIfAbsent(name, claim);
            if (earlier != null) {
                refuse(name, claim, earlier);
            }
        }
    }

    private void refuse(String name, Claim claim, Claim earlier) {
        String line = "line " + earlier.line();
        if (claim.column() == Column.LOGIN) {
            faults.add(claim.line(), claim.column(), name + " stands in " + line + " already: make it one row");
        } else if (claim.login().isEmpty() || !claim.login().equals(earlier.login())) {
            // The same login twice is one fault, not one for each thing it has.
            String to = earlier.login().isEmpty() ? "" : " to " + earlier.login();
            String given = earlier.column() == Column.LOGIN ? " is the login of " + line : " is given in " + line + to;
            faults.add(claim.line(), claim.column(), name + given + " too: one of them has to give it up");
        }
    }

    /** Whether the file itself says what this login has. */
    public boolean hasLogin(String login) {
        Claim claim = mailboxNames.get(login);
        return claim != null && claim.column() == Column.LOGIN;
    }

    /** Who claims this login or alias; null where nobody does. */
    public @Nullable Claim ofMailboxName(String name) {
        return mailboxNames.get(name);
    }

    /** Who claims this domain; null where nobody does. */
    public @Nullable Claim ofDomain(String domain) {
        return domains.get(domain);
    }

    /** Who claims this address, in the text of {@link CustomerRow#addressTexts}; null where nobody does. */
    public @Nullable Claim ofAddress(String address) {
        return addresses.get(address);
    }
}
