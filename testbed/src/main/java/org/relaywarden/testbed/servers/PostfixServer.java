// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/** A real Postfix of the machine's Debian release. Mail for its own domains goes to a Maildir that {@link #delivered} reads. */
public final class PostfixServer extends ServerInView {
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

    private final PostfixFiles files;

    private PostfixServer(PrivateView view, PostfixFiles files, ServerSettings settings) {
        super("Postfix", ServerImage.POSTFIX, files.folder(), settings, view);
        this.files = files;
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
        var binds = Map.of(folder.configuration(), "/etc/postfix", folder.logs(), LOGS, folder.mail(), MAIL);
        // -d: stays in the foreground, so that its pid is the one we know.
        PrivateView view = PrivateView.start(
                host, folder.root(), image, settings.hostName(), binds, List.of("/usr/lib/postfix/sbin/master", "-d"));
        return new PostfixServer(listening(view, settings, log(folder), "daemon started"), files, settings);
    }

    /**
     * Changes whom it relays for while it runs: returns when no process of the old rules is left. Sessions that are open then
     * are cut off.
     */
    public synchronized void reconfigure(RelayMode mode) {
        Set<ProcessHandle> old = new HashSet<>(view().processes(Optional.of("smtpd")));
        old.addAll(view().processes(Optional.of("trivial-rewrite")));
        old.addAll(view().processes(Optional.of("cleanup")));
        long reloads = logged("reload -- version");
        files.write(mode);
        view().hangUp();  // what "postfix reload" comes to, without the ten programs that it runs
        view().await(() -> logged("reload -- version") > reloads, RELOAD_LIMIT, "reload");
        // Each process reads its settings once, at its start; an idle one leaves when its master tells it so.
        old.forEach(ProcessHandle::destroy);
        view().await(() -> old.stream().noneMatch(ProcessHandle::isAlive), RELOAD_LIMIT, "let go of its old processes");
    }

    /** Puts a file beside its configuration, where it sees {@code /etc/postfix/NAME}; {@link #reconfigure} has it read. */
    public void put(String name, List<String> lines) {
        files.folder().write(name, lines);
    }

    private static Path log(InstanceFolder folder) {
        return folder.logs().resolve("mail.log");
    }

    @Override
    public Path mailLog() {
        return log(files.folder());
    }

    @Override
    public String queue() {
        return view().run("mailq").orThrow().output();
    }

    /** Tries everything in the queue now. */
    public void flush() {
        view().run("postqueue", "-f").orThrow();
    }

    /**
     * From here on names are looked up in DNS too, at the name server of its host; smtpd(8) reads this at its start, so before the
     * first session.
     */
    public void askDns() {
        view().run("sed", "-i", "s/^hosts: files$/& dns/", "/etc/nsswitch.conf").orThrow();
    }

    /** What {@code postconf} says about a parameter, for tests of the tests. */
    public String parameter(String name) {
        return view().run("postconf", "-h", name).orThrow().output().strip();
    }
}
