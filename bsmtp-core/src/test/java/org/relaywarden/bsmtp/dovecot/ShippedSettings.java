// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The settings that operators copy: read from the page that they copy them from. */
final class ShippedSettings {

    /** Where they look for the Maildirs. */
    static final String ACCOUNTS = "/var/lib/relaywarden/mail/accounts";

    private static final Path PAGE = Path.of("../docs/dovecot.md");
    private static final String FENCE = "```";

    private ShippedSettings() {}

    /** The first block of the page. */
    static List<String> lines() {
        try {
            return Arrays.asList(Files.readString(PAGE).split(FENCE)[1].strip().split("\n"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
