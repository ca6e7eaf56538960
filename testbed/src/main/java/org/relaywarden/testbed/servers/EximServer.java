// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabHost;

/** A real Exim (the heavy build) of the machine's Debian release. Mail for its own domains goes to a Maildir. */
public final class EximServer implements MailServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(10);

    /** Whom it relays for, beside itself: nobody, everybody, everybody as it seems, or whoever knows the trick. */
    public enum RelayMode {
        /** {@code 550 relay not permitted}. */
        CLOSED,
        /** Takes all and passes all on. */
        OPEN,
        /** Takes all and passes nothing on, own mail included: accepted is not relayed (S1). */
        ACCEPT_AND_DROP,
        /** {@code user%remote@own-domain} is passed on to {@code user@remote}; the plain form is refused. */
        PERCENT_HACK
    }

    private final PrivateView view;
    private final EximFiles files;
    private final ServerSettings settings;

    private EximServer(PrivateView view, EximFiles files, ServerSettings settings) {
        this.view = view;
        this.files = files;
        this.settings = settings;
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @throws org.relaywarden.testbed.netlab.LabFailure when it does not come up, with the end of its log
     */
    public static EximServer start(LabHost host, Path parent, ServerSettings settings, RelayMode mode) {
        Path image = ServerImage.EXIM.ready();
        var folder = InstanceFolder.make(parent, "exim-" + settings.hostName());
        var files = new EximFiles(folder, settings, host);
        files.write(mode);
        var binds = Map.of(
                folder.configuration(), "/etc/exim4", folder.logs(), "/var/log/testbed", folder.mail(), "/var/mail/testbed");
        // -bdf: a daemon that stays in the foreground, so that its pid is the one we know; -q: a queue run that often.
        var program = List.of("/usr/sbin/exim4", "-bdf", "-q" + settings.retryEvery().toSeconds() + "s");
        PrivateView view = PrivateView.start(host, folder.root(), image, settings.hostName(), binds, program);
        var server = new EximServer(view, files, settings);
        try {
            view.await(() -> server.starts() == 1 && view.listens(settings.ports()), START_LIMIT, "listen");
            return server;
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    /** Changes whom it relays for while it runs; sessions that are open then go on under the old rules. */
    public synchronized void reconfigure(RelayMode mode) {
        long starts = starts();
        files.write(mode);
        view.hangUp();
        view.await(() -> starts() > starts && view.listens(settings.ports()), RELOAD_LIMIT, "start again");
    }

    /** How often the daemon began: once, and once more for each new configuration. */
    private long starts() {
        return PrivateView.text(mailLog()).lines().filter(line -> line.contains(" daemon started: ")).count();
    }

    @Override
    public LabHost host() {
        return view.host();
    }

    @Override
    public Path mailLog() {
        return files.folder().logs().resolve("mainlog");
    }

    @Override
    public String queue() {
        return view.run("exim4", "-bp").orThrow().output();
    }

    @Override
    public List<Path> delivered() {
        return files.folder().delivered();
    }

    @Override
    public List<Path> awaitDelivered(int count, Duration limit) {
        view.await(() -> delivered().size() >= count, limit, "deliver " + count + " of its own");
        return delivered();
    }

    @Override
    public void awaitLogged(String words, Duration limit) {
        view.await(() -> PrivateView.text(mailLog()).contains(words), limit, "log '" + words + "'");
    }

    @Override
    public void close() {
        view.close();
    }

    @Override
    public String toString() {
        return "Exim " + settings.hostName() + " on " + host() + " for " + String.join(", ", settings.domains());
    }
}
