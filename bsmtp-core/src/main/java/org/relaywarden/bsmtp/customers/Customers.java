// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;

/**
 * The customers. Thread-safe. Each call sees what this program has committed; {@link #byLogin}, {@link #byMailbox},
 * {@link #byDomain} and {@link #newNameOf} see what others write into the database itself within a minute.
 */
public interface Customers {

    Optional<Customer> byLogin(String login);

    /** Whether the books have this login, whatever its case: cheaper than all that they know of it. */
    default boolean hasLogin(String login) {
        return byLogin(login).isPresent();
    }

    /** Whose account mailbox this local part names: a login or an alias (B10), whatever its case. */
    Optional<Customer> byMailbox(String localPart);

    /** Whose host gets the mail of this domain (B1), whatever its case. */
    Optional<Customer> byDomain(String domain);

    /** Whose fixed address this is: none or one. */
    Optional<Customer> byAddress(InetAddress address);

    /** All, by login. */
    List<Customer> all();

    /**
     * Gives one of a customer's domains another name, and writes down who did (B15): from now on mail for the new name
     * is taken. Nothing moves: what waits under the old name is delivered as before.
     *
     * @param by who changes it, see {@link Rename}
     */
    Renaming rename(String login, String oldName, String newName, String by, Instant at);

    /** The names that a customer gave up, oldest first (B15). */
    List<Rename> renames(String login);

    /** What a domain is called now that a customer gave up for a name that they still have. */
    Optional<String> newNameOf(String domain);

    /**
     * Imports a CSV file (columns: see README). One bad row and nothing is imported. Importing the same file again
     * changes nothing. A customer who is not in the file stays as they are. A file that has a customer's old name and
     * not the new one (B15) is at fault: it is older than the change.
     *
     * @param csv bytes, because a byte that is not UTF-8 is a fault with a line, and a decoder before us would hide it;
     *     read to its end, not closed; at most 64 MiB and 1,000,000 customers
     * @param dryRun true to see what would change, and change nothing
     * @throws IOException when the stream can't be read
     */
    CustomerImport importCsv(InputStream csv, boolean dryRun) throws IOException;
}
