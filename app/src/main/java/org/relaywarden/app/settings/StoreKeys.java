// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Words;
import org.relaywarden.app.yaml.WrongValue;
import org.relaywarden.bsmtp.store.MariaDbUrl;

/** The part of the catalogue about the database. */
final class StoreKeys {

    private static final Catalogue KEYS = new Catalogue();

    /** A password does not belong here: the URL stands in messages. */
    private static final Kind.One<String> MARIADB_URL = new Kind.One<>("jdbc:mariadb://HOST:PORT/DATABASE", text -> {
        Optional<MariaDbUrl.Fault> fault = MariaDbUrl.faultOf(text);
        if (fault.isPresent()) {
            throw fault.get().aboutSecret()
                    ? WrongValue.aboutSecret(fault.get().problem(), fault.get().remedy())
                    : new WrongValue(fault.get().problem(), fault.get().remedy());
        }
        return text;
    });

    static final Key<Optional<String>> STORE_URL = KEYS.derived(
            "store.url", MARIADB_URL.orNone(), "an embedded database in the data folder",
            "jdbc:mariadb://127.0.0.1:3306/relaywarden",
            values -> Optional.empty(),
            "The database that keeps everything but the mail. The embedded one needs no care and serves one machine.");
    static final Key<String> STORE_USER =
            KEYS.fixed("store.user", Words.TEXT, "relaywarden", "The user of the database.");
    static final Key<Optional<Path>> STORE_PASSWORD_FILE = KEYS.derived(
            "store.password-file", Words.PATH.orNone(), "no password", "/etc/relaywarden/database-password",
            values -> Optional.empty(),
            "The file whose first line is the password of that user; keep it readable for the program alone.");
    static final Key<Integer> STORE_CONNECTIONS_MAX = KEYS.fixed(
            "store.connections-max", Amounts.count(2, 100), "10",
            "Connections to the database at once; work beyond them waits for its turn.");

    private StoreKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
