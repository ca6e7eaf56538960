// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;

/**
 * What to unpack for one kind of server: Debian packages that are kept, unpacked and configured, in a folder of their own
 * outside the repository, and lent read-only to as many instances as are wanted.
 *
 * @param name what the folder's name begins with
 * @param packages the Debian packages
 * @param completion a command that the image needs to be run in it once after apt; none when empty
 */
public record ServerImage(String name, List<String> packages, List<String> completion) {
    /** Its queue's folders are made by its own check, which the package leaves to the first start. */
    public static final ServerImage POSTFIX =
            new ServerImage("postfix", List.of("postfix"), List.of("postfix", "check"));

    public static final ServerImage EXIM = new ServerImage("exim", List.of("exim4-daemon-heavy"), List.of());

    public static final ServerImage OPENSMTPD = new ServerImage("opensmtpd", List.of("opensmtpd"), List.of());

    public static final ServerImage SENDMAIL = new ServerImage("sendmail", List.of("sendmail-bin"), List.of());

    /** The user that owns the mail, and a certificate: what an operator has beside the package. */
    public static final ServerImage DOVECOT = new ServerImage(
            "dovecot",
            List.of("dovecot-core", "dovecot-imapd", "dovecot-pop3d"),
            List.of("bash", "-ec", """
                    useradd --system --user-group --home-dir /var/lib/relaywarden --shell /usr/sbin/nologin relaywarden
                    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mail.isp.example \\
                        -keyout /etc/ssl/private/mail.key -out /etc/ssl/certs/mail.pem"""));

    public ServerImage {
        packages = List.copyOf(packages);
        completion = List.copyOf(completion);
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(name + ": an image's name has lower-case letters, digits and hyphens");
        }
    }

    /**
     * The folder of the finished image. Built at the first call on this machine (about 15 seconds, by apt, over the network);
     * built again when it is damaged.
     *
     * @throws org.relaywarden.testbed.netlab.LabFailure when it can't be built
     */
    public Path ready() {
        return new ImageCache(ImageCache.defaultFolder()).ready(this);
    }

    /**
     * The version of its first package, as Debian writes it; the image is built when it is not there.
     *
     * @throws org.relaywarden.testbed.netlab.LabFailure when it can't be built
     */
    public String version() {
        String prefix = packages.getFirst() + "=";
        return PrivateView.text(ready().resolve("versions")).lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new LabFailure(name + ": the image does not name the version of " + packages.getFirst()));
    }

    /**
     * The folder that images are kept in, made if need be; other things that are made once for this machine may lie beside them.
     *
     * @throws org.relaywarden.testbed.netlab.LabFailure when it lies where no image can
     */
    public static Path folder() {
        return new ImageCache(ImageCache.defaultFolder()).folder();
    }

    /** Eight hexadecimal digits that differ when any of these facts does, or the way in which images are built. */
    public static String fingerprint(String... facts) {
        return ViewScript.fingerprint(facts);
    }

    /** What the kernel of this machine refuses to a trial of a view and of a namespace; nothing when both work. */
    public static List<String> refusals() {
        try {
            Path folder = Files.createTempDirectory(folder(), "trial-");
            List<String> refusals = Stream.of(
                            ViewScript.command("try", folder.toString()),
                            Command.of("unshare", "--net", "ip", "link", "set", "lo", "up"))
                    .map(Command::run)
                    .filter(outcome -> outcome.exitCode() != 0)
                    .map(outcome -> "the kernel refuses '" + outcome.command() + "': " + outcome.errors().strip())
                    .toList();
            FolderTree.delete(folder);
            return refusals;
        } catch (IOException | LabFailure e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
