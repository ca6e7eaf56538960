// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Words;

/** The part of the catalogue about what the program keeps where, and who runs it. */
final class ProviderKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key<Path> DATA_FOLDER = KEYS.derived(
            "data.folder", Words.PATH, "relaywarden below $XDG_DATA_HOME, or below ~/.local/share",
            "/var/lib/relaywarden",
            values -> values.surroundings().dataFolder(),
            "All that the program keeps: mail, the embedded database, keys, the lock. One process owns it at a time."
                    + " A relative path begins at the folder of this file.");
    static final Key<Long> FREE_SPACE_MIN = KEYS.fixed(
            "data.free-space-min", Amounts.size("1MiB", "1000GiB"), "100MiB",
            "With less than this free, no mail is begun: senders are told to come again later. At least one and a half"
                    + " times intake.message-size-max.");
    static final Key<Integer> FREE_FILES_MIN = KEYS.fixed(
            "data.free-files-min", Amounts.count(0, 1_000_000_000), "1000",
            "The same for inodes: a file system may run out of these while bytes are left. Of both, system mail and"
                    + " the program's own mail may use three quarters.");

    static final Key<String> PROVIDER_NAME = KEYS.fixed(
            "provider.name", Words.TEXT, "Your provider",
            "How the provider calls itself in mails and reports.");
    static final Key<String> PROVIDER_DOMAIN = KEYS.fixed(
            "provider.domain", Words.DOMAIN_NAME, "isp.example",
            "The provider's own mail domain: a customer's account mail is for login@ this domain.");
    static final Key<String> PROVIDER_HOST_NAME = KEYS.derived(
            "provider.host-name", Words.DOMAIN_NAME, "mail. before provider.domain", "mail.isp.example",
            values -> "mail." + values.get(PROVIDER_DOMAIN),
            "What our mail server calls itself in its greeting, in Received lines and in Message-IDs.");
    static final Key<String> PROVIDER_ABUSE = KEYS.fixed(
            "provider.abuse-local-part", Words.LOCAL, "abuse",
            "Mail for this local part of the provider's domain goes to the abuse desk; customers are told to write"
                    + " there.");
    static final Key<Optional<String>> HELP_PAGE = KEYS.derived(
            "provider.help-page", Words.WEB_ADDRESS.orNone(), "none", "https://www.isp.example/open-relay",
            values -> Optional.empty(),
            "A page that explains open relays at length; notices to customers name it.");
    static final Key<Optional<String>> DESK_PHONE = KEYS.derived(
            "provider.desk-phone", Words.TEXT.orNone(), "none", "+31-20-5550123",
            values -> Optional.empty(),
            "How customers reach the abuse desk when their mail does not work; notices name it.");

    private ProviderKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
