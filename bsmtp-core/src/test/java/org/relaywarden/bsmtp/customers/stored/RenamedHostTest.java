// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;

/** A changed host name (B15), in the database and against the files that do not know of it. */
class RenamedHostTest extends BooksOfItsOwn {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");
    private static final String HEADER = "login,product,line,domains\n";

    @BeforeEach
    void twoCustomers() throws IOException {
        for (String table : List.of("rename", "customer_alias", "customer_domain", "customer_address", "customer")) {
            store.inTransaction(session -> session.createNativeMutationQuery("delete from bsmtp_" + table)
                    .executeUpdate());
        }
        assertEquals("", imported("ann", "one.example old.example last.example", "bob", "bob.example"));
    }

    /** The faults of a file with these logins and their domains. */
    private String imported(String... loginsAndDomains) throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < loginsAndDomains.length; i += 2) {
            csv.append(loginsAndDomains[i]).append(",advanced-mail,adsl,").append(loginsAndDomains[i + 1]).append('\n');
        }
        return BadCustomersTest.text(customers.importCsv(BadCustomersTest.bytes(csv.toString()), false));
    }

    private Rename done(String from, String to) {
        return assertInstanceOf(Renaming.Done.class, customers.rename("ann", from, to, "Jan de Vries", NOW)).rename();
    }

    private List<String> domains() {
        return customers.byLogin("ann").orElseThrow().domains();
    }

    @Test
    void fromThenOnTheNewNameIsAnns() {
        Rename rename = done("OLD.example", "New.Example");
        assertEquals(new Rename("ann", "old.example", "new.example", "Jan de Vries", NOW), rename);
        assertEquals(List.of("one.example", "new.example", "last.example"), domains(), "in its old place");
        assertEquals("ann", customers.byDomain("new.example").orElseThrow().login());
        assertEquals(Optional.empty(), customers.byDomain("old.example"));
        assertEquals(Optional.of("new.example"), customers.newNameOf("OLD.example"));
        assertEquals(Optional.empty(), customers.newNameOf("new.example"));
        assertEquals(List.of(rename), customers.renames("ann"));
        assertEquals(List.of(), customers.renames("bob"));
    }

    @ParameterizedTest(name = "{0}: {1} to {2}, by {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        eve | old.example  | new.example   | jan | no customer has the login eve. See them all: customers list
        '../x' | old.example | new.example | jan | no customer has the login ../x. See them all: customers list
        ann | gone.example | new.example   | jan | ann has no domain gone.example, but [hers]
        ann | bob.example  | new.example   | jan | ann has no domain bob.example, but [hers]
        ann | old.example  | bob.example   | jan | bob.example is a domain of bob already
        ann | old.example  | one.example   | jan | one.example is a domain of ann already
        ann | old.example  | old.example   | jan | old.example is a domain of ann already
        ann | old.example  | x@new.example | jan | x@new.example is a mail address: give only what is behind the @
        ann | old.example  | new.example   | ' ' | it must be known who changes it: 1 to 64 characters
        """)
    void whatCanNotBeIsSaidAndChangesNothing(String login, String from, String to, String by, String why) {
        String said = why.replace("[hers]", "one.example, old.example, last.example");
        assertEquals(new Renaming.Refused(said), customers.rename(login, from, to, by, NOW));
        assertEquals(List.of("one.example", "old.example", "last.example"), domains());
        assertEquals(List.of(), customers.renames(login));
    }

    @Test
    void aFileOfBeforeTheChangeIsAtFault() throws IOException {
        done("old.example", "new.example");
        assertEquals("2 domains: old.example was renamed to new.example by Jan de Vries on 2026-03-01 (B15): write"
                + " new.example here; or take the change back first: customers rename ann new.example old.example"
                + " --by NAME\n",
                imported("ann", "one.example old.example last.example"));
        assertEquals(List.of("one.example", "new.example", "last.example"), domains(), "not undone");
    }

    @Test
    void aFileThatKnowsTheNewNameIsTaken() throws IOException {
        done("old.example", "new.example");
        assertEquals("", imported("ann", "one.example new.example"));
        assertEquals("", imported("ann", "one.example new.example old.example"), "both: it knows of the change");
        assertEquals("ann", customers.byDomain("old.example").orElseThrow().login());
        assertEquals("", imported("ann", "one.example new.example"));
        assertEquals(Optional.of("new.example"), customers.newNameOf("old.example"), "given up again");
    }

    @Test
    void anOldNameMayBecomeAnothersInTheBooks() throws IOException {
        done("old.example", "new.example");
        assertEquals("", imported("bob", "bob.example old.example"));
        assertEquals("bob", customers.byDomain("old.example").orElseThrow().login());
    }

    @Test
    void changesFollowEachOther() throws IOException {
        done("old.example", "second.example");
        done("second.example", "third.example");
        assertEquals(Optional.of("third.example"), customers.newNameOf("old.example"));
        assertEquals(Optional.of("third.example"), customers.newNameOf("second.example"));
        assertEquals(2, customers.renames("ann").size());
        assertEquals(1, imported("ann", "second.example").lines().count());

        done("third.example", "old.example");
        assertEquals(Optional.of("old.example"), customers.newNameOf("third.example"), "back to the first name");
        assertEquals(Optional.of("old.example"), customers.newNameOf("second.example"));
        assertEquals("", imported("ann", "one.example old.example last.example"), "the file is right again");
        assertEquals(1, imported("ann", "third.example").lines().count());
    }

    @Test
    void aNameWhoseNewOneIsGoneTooLeadsNowhere() throws IOException {
        done("old.example", "new.example");
        assertEquals("", imported("ann", "one.example"));
        assertEquals(Optional.empty(), customers.newNameOf("old.example"));
        assertEquals("", imported("ann", "one.example old.example"), "there is nothing to undo any more");
    }
}
