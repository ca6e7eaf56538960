// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.auth.Authentication;
import org.relaywarden.bsmtp.auth.DovecotSettings;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.StoreException;
import org.relaywarden.bsmtp.store.StoreLook;
import org.relaywarden.enforcement.block.DryRunDriver.Remains;
import org.relaywarden.enforcement.nftables.NftablesDriver;

/** The parts that can be looked at without a program, and without changing anything. Thread-safe. */
public final class LiveParts {

    private final Settings settings;

    private LiveParts(Settings settings) {
        this.settings = settings;
    }

    /** Those that the settings name. */
    public static LiveParts of(Settings settings) {
        return new LiveParts(settings);
    }

    /** Why the database of {@code store.url} can't be used, a clause; empty where it answers. Takes a few seconds at most. */
    public Optional<String> databaseTrouble() {
        try {
            StoreLook.at(new Translation(settings, Instruments.real()).store());
            return Optional.empty();
        } catch (StoreException | IOException trouble) {
            return Optional.of(String.valueOf(trouble.getMessage()));
        }
    }

    /** The file that the embedded database is in, once it was made. */
    public Path embeddedDatabase() {
        return Path.of(Translation.embeddedDatabase(settings) + ".mv.db");
    }

    /** Why nobody can log in at the smarthost, a clause; empty where Dovecot answers, or nobody is to. */
    public String loginTrouble() {
        return settings.smarthost().authSocket()
                .map(socket -> Authentication.by(DovecotSettings.at(socket), Journal.toLog(), InstantSource.system()))
                .map(Authentication::outage)
                .orElse("");
    }

    /** The router as nft lists it. */
    public Remains.Look router() {
        return new NftablesDriver(new RelayTranslation(settings, Instruments.real()).nftables(), List::of).look();
    }
}
