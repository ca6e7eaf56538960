// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.bsmtp.mail.Mailbox;

/** A login names a folder: nothing that leads elsewhere may ever be one. */
class MailboxAccountTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ..|the folder above
            .|the folder itself
            ../system/abuse|another mailbox
            a/b|a folder below
            /etc|the root
            .hidden|a Maildir++ folder
            -rf|an option to a command
            Anna|two logins on a file system that ignores case
            a b|a blank
            a\\b|a separator elsewhere
            'a'':2,S'|the flags of a Maildir name
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|65 characters
            ä|not ASCII
            """)
    void isRefused(String login, String why) {
        assertThrows(IllegalArgumentException.class, () -> new Mailbox.Account(login), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0", "a\n", "", "a\r\nb"})
    void controlCharactersAreRefused(String login) {
        assertThrows(IllegalArgumentException.class, () -> new Mailbox.Account(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "anna", "anna.de-vries_2", "a..b"})
    void isTaken(String login) {
        assertDoesNotThrow(() -> new Mailbox.Account(login));
    }
}
