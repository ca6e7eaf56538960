// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.testbed.netlab.LabHost;

/** A real Postfix of the machine's Debian release. Mail for its own domains goes to a Maildir that {@link #delivered} reads. */
public final class PostfixServer implements MailServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(10);

    /** Whom it relays for, beside itself: nobody, everybody, or whoever knows the trick. */
    public enum RelayMode {
        /** As Postfix comes: {@code 454 4.7.1}, which is a refusal, not greylisting. */
        CLOSED,
        /** {@code reject_unauth_destination} in first place: {@code 554 5.7.1}. */
        CLOSED_554,
        /** {@code mynetworks} is the whole world. */
        OPEN,
        /** {@code user%remote@own-domain} is passed on to {@code user@remote}; the plain form is refused. */
        PERCENT_HACK,
        /** Whoever says at MAIL FROM that he is of an own domain may send to anywhere. */
        SENDER_TRUSTING
    }

    private final PrivateView view;
    private final PostfixFiles files;
    private final ServerSettings settings;

    private PostfixServer(PrivateView view, PostfixFiles files, ServerSettings settings) {
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
    public static PostfixServer start(LabHost host, Path parent, ServerSettings settings, RelayMode mode) {
        Path image = ServerImage.POSTFIX.ready();
        var folder = InstanceFolder.make(parent, "postfix-" + settings.hostName());
        var files = new PostfixFiles(folder, settings, host);
        files.takeFrom(image);
        files.write(mode);
        var binds = Map.of(
                folder.configuration(), "/etc/postfix", folder.logs(), "/var/log/testbed", folder.mail(), "/var/mail/testbed");
        // -d: stays in the foreground, so that its pid is the one we know.
        PrivateView view = PrivateView.start(
                host, folder.root(), image, settings.hostName(), binds, List.of("/usr/lib/postfix/sbin/master", "-d"));
        var server = new PostfixServer(view, files, settings);
        try {
            view.await(
                    () -> server.logged("daemon started") == 1 && view.listens(settings.ports()), START_LIMIT, "listen");
            return server;
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    /**
     * Changes whom it relays for while it runs: returns when no process of the old rules is left. Sessions that are open then
     * are cut off.
     */
    public synchronized void reconfigure(RelayMode mode) {
        Set<ProcessHandle> old = new HashSet<>(view.processes(Optional.of("smtpd")));
        old.addAll(view.processes(Optional.of("trivial-rewrite")));
        old.addAll(view.processes(Optional.of("cleanup")));
        long reloads = logged("reload -- version");
        files.write(mode);
        view.hangUp();  // what "postfix reload" comes to, without the ten programs that it runs
        view.await(() -> logged("reload -- version") > reloads, RELOAD_LIMIT, "reload");
        // Each process reads its settings once, at its start; an idle one leaves when its master tells it so.
        old.forEach(ProcessHandle::destroy);
        view.await(() -> old.stream().noneMatch(ProcessHandle::isAlive), RELOAD_LIMIT, "let go of its old processes");
    }

    private long logged(String words) {
        return PrivateView.text(mailLog()).lines().filter(line -> line.contains(words)).count();
    }

    @Override
    public LabHost host() {
        return view.host();
    }

    @Override
    public Path mailLog() {
        return files.folder().logs().resolve("mail.log");
    }

    @Override
    public String queue() {
        return view.run("mailq").output();
    }

    /** Tries everything in the queue now. */
    public void flush() {
        view.run("postqueue", "-f").orThrow();
    }

    /** What {@code postconf} says about a parameter, for tests of the tests. */
    public String parameter(String name) {
        return view.run("postconf", "-h", name).orThrow().output().strip();
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
        return "Postfix " + settings.hostName() + " on " + host() + " for "
                + settings.domains().stream().collect(Collectors.joining(", "));
    }
}
