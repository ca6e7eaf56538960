// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/**
 * A real Sendmail of the machine's Debian release. Mail for its own domains goes to a Maildir. It puts {@code ESMTP} behind
 * the first word of its banner. Its log is of every word on the wire, in and out, for it has no other than the machine's
 * syslog.
 */
public final class SendmailServer extends ServerInView {
    /** Whom it relays for, beside itself: nobody, everybody, or whoever knows the trick. */
    public enum RelayMode {
        /** {@code 550 5.7.1 ... Relaying denied}. */
        CLOSED,
        /** {@code FEATURE(promiscuous_relay)}. */
        OPEN,
        /**
         * {@code FEATURE(loose_relay_check)} on domains that are rewritten: {@code user%remote@own-domain} is passed on to
         * {@code user@remote}; the plain form is refused. It takes every local part, whatever the settings say.
         */
        PERCENT_HACK,
        /** {@code FEATURE(relay_local_from)}: whoever says at MAIL FROM that he is of an own domain may send to anywhere. */
        SENDER_TRUSTING
    }

    /** Written when it listens, at each start. */
    static final String PID_FILE = LOGS + "/sendmail.pid";

    private final SendmailFiles files;

    private SendmailServer(PrivateView view, SendmailFiles files, ServerSettings settings) {
        super("Sendmail", ServerImage.SENDMAIL, files.folder(), settings, view);
        this.files = files;
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @throws LabFailure when it does not come up, with the end of its log
     */
    public static SendmailServer start(LabHost host, Path parent, ServerSettings settings, RelayMode mode) {
        return start(host, parent, settings, mode, "files");
    }

    /** The same, looking names up in DNS too, at the name server of its host ({@link DnsmasqServer#startOn}). */
    public static SendmailServer startAskingDns(LabHost host, Path parent, ServerSettings settings, RelayMode mode) {
        return start(host, parent, settings, mode, "files dns");
    }

    private static SendmailServer start(
            LabHost host, Path parent, ServerSettings settings, RelayMode mode, String hosts) {
        Path image = ServerImage.SENDMAIL.ready();
        var folder = InstanceFolder.make(parent, "sendmail-" + settings.hostName());
        var files = new SendmailFiles(folder, settings, host, hosts);
        write(files, mode);
        // -bD: stays in the foreground, so that its pid is the one we know; -q: a queue run that often; -X: the log.
        var program = List.of(
                "/usr/libexec/sendmail/sendmail",
                "-bD",
                "-q" + settings.retryEvery().toSeconds() + "s",
                "-X",
                LOGS + "/mail.log");
        PrivateView view = PrivateView.start(host, folder.root(), image, settings.hostName(), binds(folder), program);
        return new SendmailServer(listening(view, settings, pidFile(folder), "\n"), files, settings);
    }

    private static Map<Path, String> binds(InstanceFolder folder) {
        return Map.of(folder.configuration(), "/etc/mail", folder.logs(), LOGS, folder.mail(), MAIL);
    }

    /** m4 writes sendmail.cf beside the files that it is made of. */
    private static void write(SendmailFiles files, RelayMode mode) {
        files.write(mode);
        PrivateView.once(
                ServerImage.SENDMAIL.ready(),
                files.host(),
                files.settings().hostName(),
                binds(files.folder()),
                List.of("bash", "-c", "cd /etc/mail && m4 sendmail.mc >made.cf && mv made.cf sendmail.cf"));
    }

    /** Changes whom it relays for while it runs; sessions that are open then go on under the old rules. */
    public synchronized void reconfigure(RelayMode mode) {
        write(files, mode);
        try {
            Files.delete(pidFile(files.folder()));
        } catch (IOException e) {
            throw new LabFailure(this + ": has no " + pidFile(files.folder()) + ": " + e.getMessage(), e);
        }
        view().hangUp();
        view().await(
                () -> Files.exists(pidFile(files.folder())) && view().listens(settings.ports()), RELOAD_LIMIT, "start again");
    }

    private static Path pidFile(InstanceFolder folder) {
        return folder.logs().resolve("sendmail.pid");
    }

    @Override
    public Path mailLog() {
        return files.folder().logs().resolve("mail.log");
    }

    @Override
    public String queue() {
        return view().run("/usr/libexec/sendmail/sendmail", "-bp").orThrow().output();
    }
}
