// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/** A real Exim (the heavy build) of the machine's Debian release. Mail for its own domains goes to a Maildir. */
public final class EximServer extends ServerInView {
    /** Whom it relays for, beside itself: nobody, everybody, everybody as it seems, whoever knows the trick, or takes the path. */
    public enum RelayMode {
        /** {@code 550 relay not permitted}. */
        CLOSED,
        /** Takes all and passes all on. */
        OPEN,
        /** Takes all and passes nothing on, own mail included: accepted is not relayed (S1). */
        ACCEPT_AND_DROP,
        /** {@code user%remote@own-domain} is passed on to {@code user@remote}; the plain form is refused. */
        PERCENT_HACK,
        /** Whoever says at MAIL FROM that he is of an own domain may send to anywhere. */
        SENDER_TRUSTING,
        /**
         * Relays where the macro {@code RELAY_IF} of the settings' extra lines comes to true: by one path alone. Offers STARTTLS
         * with a certificate that it makes itself.
         */
        CONDITIONAL
    }

    /** Logged once at its start, and once more for each new configuration. */
    private static final String STARTED = " daemon started: ";

    private final EximFiles files;

    private EximServer(PrivateView view, EximFiles files, ServerSettings settings) {
        super("Exim", ServerImage.EXIM, files.folder(), settings, view);
        this.files = files;
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @throws org.relaywarden.testbed.netlab.LabFailure when it does not come up, with the end of its log
     */
    public static EximServer start(LabHost host, Path parent, ServerSettings settings, RelayMode mode) {
        return start(host, parent, settings, EximRules.of(mode));
    }

    /** The same with rules of the caller's. */
    public static EximServer start(LabHost host, Path parent, ServerSettings settings, EximRules rules) {
        Path image = ServerImage.EXIM.ready();
        var folder = InstanceFolder.make(parent, "exim-" + settings.hostName());
        var files = new EximFiles(folder, settings, host);
        files.write(rules);
        var binds = Map.of(folder.configuration(), "/etc/exim4", folder.logs(), LOGS, folder.mail(), MAIL);
        // -bdf: a daemon that stays in the foreground, so that its pid is the one we know; -q: a queue run that often.
        var program = List.of("/usr/sbin/exim4", "-bdf", "-q" + settings.retryEvery().toSeconds() + "s");
        PrivateView view = PrivateView.start(host, folder.root(), image, settings.hostName(), binds, program);
        return new EximServer(listening(view, settings, log(folder), STARTED), files, settings);
    }

    /** Changes whom it relays for while it runs; sessions that are open then go on under the old rules. */
    public synchronized void reconfigure(RelayMode mode) {
        long starts = logged(STARTED);
        files.write(EximRules.of(mode));
        view().hangUp();
        view().await(
                () -> logged(STARTED) > starts && view().listens(settings.ports()), RELOAD_LIMIT, "start again");
    }

    private static Path log(InstanceFolder folder) {
        return folder.logs().resolve("mainlog");
    }

    @Override
    public Path mailLog() {
        return log(files.folder());
    }

    @Override
    public String queue() {
        return view().run("exim4", "-bp").orThrow().output();
    }
}
