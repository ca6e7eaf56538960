// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/** What all mail servers have in common that run in a private view and deliver to one Maildir. */
abstract sealed class ServerInView implements MailServer
        permits PostfixServer, EximServer, OpenSmtpdServer, SendmailServer {
    /** Where the folders of an instance stand in its view, beside that of its configuration. */
    static final String LOGS = "/var/log/testbed";

    static final String MAIL = "/var/mail/testbed";
    static final Duration START_LIMIT = Duration.ofSeconds(30);
    static final Duration RELOAD_LIMIT = Duration.ofSeconds(10);

    final ServerSettings settings;
    private final String product;
    private final ServerImage image;
    private final InstanceFolder folder;
    /** Another one once it was started again, which some need to be for a new configuration. */
    private volatile PrivateView view;

    ServerInView(String product, ServerImage image, InstanceFolder folder, ServerSettings settings, PrivateView view) {
        this.product = product;
        this.image = image;
        this.folder = folder;
        this.settings = settings;
        this.view = view;
    }

    /** Waits until it listens, and {@code ready} holds if there is more to it; ends it when that does not come. */
    static PrivateView listening(PrivateView view, ServerSettings settings, Path log, String ready) {
        try {
            view.await(() -> PrivateView.text(log).contains(ready) && view.listens(settings.ports()), START_LIMIT, "listen");
            return view;
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    PrivateView view() {
        return view;
    }

    void startedAgainIn(PrivateView other) {
        view = other;
    }

    /** How many lines of its log hold these words. */
    long logged(String words) {
        return PrivateView.text(mailLog()).lines().filter(line -> line.contains(words)).count();
    }

    @Override
    public String program() {
        return product + " " + image.version();
    }

    @Override
    public LabHost host() {
        return view.host();
    }

    @Override
    public List<Path> delivered() {
        return folder.delivered();
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
        return product + " " + settings.hostName() + " on " + host() + " for " + String.join(", ", settings.domains());
    }
}
