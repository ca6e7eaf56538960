// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/**
 * A real OpenSMTPD of the machine's Debian release. Mail for its own domains goes to a Maildir. It can't be told two of the
 * settings: its greeting is its name and {@code ESMTP OpenSMTPD}, and it has its own mind about when to try again.
 */
public final class OpenSmtpdServer extends ServerInView {
    /** Whom it relays for, beside itself: nobody, everybody, or whoever knows the trick. */
    public enum RelayMode {
        /** {@code 550 Invalid recipient}, for what is not its own: not a word of relaying. */
        CLOSED,
        /** {@code match from any for any}. */
        OPEN,
        /** {@code mail-from}: whoever says at MAIL FROM that he is of an own domain may send to anywhere. */
        SENDER_TRUSTING
    }

    private final OpenSmtpdFiles files;

    private OpenSmtpdServer(PrivateView view, OpenSmtpdFiles files, ServerSettings settings) {
        super("OpenSMTPD", ServerImage.OPENSMTPD, files.folder(), settings, view);
        this.files = files;
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @throws LabFailure when it does not come up, with the end of its log
     */
    public static OpenSmtpdServer start(LabHost host, Path parent, ServerSettings settings, RelayMode mode) {
        var folder = InstanceFolder.make(parent, "opensmtpd-" + settings.hostName());
        var files = new OpenSmtpdFiles(folder, settings, host);
        files.write(mode);
        try {
            // smtpd(8) insists on owner and mode of what it finds, and makes the rest.
            Files.createDirectory(spool(folder));
            Files.setPosixFilePermissions(spool(folder), PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new LabFailure(spool(folder) + ": no queue can be made there: " + e.getMessage(), e);
        }
        return new OpenSmtpdServer(view(files), files, settings);
    }

    private static PrivateView view(OpenSmtpdFiles files) {
        InstanceFolder folder = files.folder();
        var binds = Map.of(
                folder.configuration(), "/etc/testbed", folder.mail(), MAIL, spool(folder), "/var/spool/smtpd");
        // -d: stays in the foreground, so that its pid is the one we know, and writes its log to standard error.
        PrivateView view = PrivateView.start(
                files.host(),
                folder.root(),
                ServerImage.OPENSMTPD.ready(),
                files.settings().hostName(),
                binds,
                List.of("/usr/sbin/smtpd", "-d", "-f", "/etc/testbed/smtpd.conf"));
        return listening(view, files.settings(), log(folder), " starting");
    }

    /**
     * Changes whom it relays for. It reads its rules once, at its start, so it is stopped and started again: sessions that
     * are open then are cut off, the queue stays.
     */
    public synchronized void reconfigure(RelayMode mode) {
        files.write(mode);
        close();
        startedAgainIn(view(files));
    }

    private static Path spool(InstanceFolder folder) {
        return folder.root().resolve("spool");
    }

    private static Path log(InstanceFolder folder) {
        return folder.root().resolve("console.log");
    }

    @Override
    public Path mailLog() {
        return log(files.folder());
    }

    @Override
    public String queue() {
        return view().run("smtpctl", "show", "queue").orThrow().output();
    }
}
