// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.maildir.MaildirName;
import org.relaywarden.bsmtp.maildir.Prefix;
import org.relaywarden.bsmtp.maildir.UniqueNames;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.testbed.netlab.Command;

/** Lays mail into mailboxes of the program as its spool does, behind its back: it waits till somebody wakes its account. */
final class WaitingMail {

    private final Path mailFolder;
    private final UniqueNames names = new UniqueNames(InstantSource.system(), "mail.isp.example");
    private final byte[] body = Arrays.copyOf(Peer.BODY, Peer.BODY.length - ".\r\n".length());

    WaitingMail(Path mailFolder) {
        this.mailFolder = mailFolder;
    }

    /** So many messages of 4 KiB for {@code user@} the domain. */
    void lay(String login, String domain, int messages) throws IOException {
        Path maildir = mailFolder.resolve("accounts").resolve(login);
        for (String folder : List.of("tmp", "new", "cur")) {
            Files.createDirectories(maildir.resolve(folder));
        }
        for (int i = 0; i < messages; i++) {
            Prefix prefix = new Prefix(
                    names.next(), new Mailbox.Account(login), MailClass.PUSH,
                    Envelope.ours(ReversePath.none(), InstantSource.system().instant()),
                    List.of(new MailAddress("user", domain)));
            byte[] lines = prefix.unsealed();
            byte[] file = Arrays.copyOf(lines, lines.length + body.length);
            System.arraycopy(body, 0, file, lines.length, body.length);
            byte[] seal = prefix.seal(body.length, Prefix.sum(body));
            System.arraycopy(seal, 0, file, 0, seal.length);
            Files.write(maildir.resolve("new").resolve(MaildirName.of(prefix.id(), file.length, MailClass.PUSH)), file);
        }
    }

    /** Forces the file system of a folder to its disk, so that nobody pays for what was written before. */
    static void force(Path folder) {
        Command.of("sync", "--file-system", folder.toString()).run().orThrow();
    }
}
