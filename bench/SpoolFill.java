// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Fills a mail folder with waiting mail, as the spool lays it down, and writes the customers it is for. */
final class SpoolFill {

    private static final int ADDRESSES_IN_A_ROW = 250;

    public static void main(String[] arguments) throws IOException {
        Path mailFolder = Path.of(arguments[0]);
        Path csv = Path.of(arguments[1]);
        int accounts = Integer.parseInt(arguments[2]);
        int messages = Integer.parseInt(arguments[3]);
        UniqueNames names = new UniqueNames(InstantSource.system(), "mail.isp.example");
        byte[] body = ("Subject: waiting\r\n\r\n" + "0123456789abc\r\n".repeat(100)).getBytes(StandardCharsets.US_ASCII);
        StringBuilder rows = new StringBuilder("login,product,line,domains,addresses\n");
        for (int account = 0; account < accounts; account++) {
            String login = "c" + account;
            // Nobody listens there: each run ends with the dial.
            rows.append(login).append(",advanced-business-mail,adsl,").append(login).append(".example,127.1.")
                    .append(account / ADDRESSES_IN_A_ROW).append('.').append(account % ADDRESSES_IN_A_ROW + 1)
                    .append(":2599\n");
            Path maildir = mailFolder.resolve("accounts").resolve(login);
            for (String folder : List.of("tmp", "new", "cur")) {
                Files.createDirectories(maildir.resolve(folder));
            }
            int first = (int) ((long) messages * account / accounts);
            int end = (int) ((long) messages * (account + 1) / accounts);
            for (int message = first; message < end; message++) {
                write(maildir, login, names.next(), body, message % 2 == 0);
            }
        }
        Files.writeString(csv, rows);
    }

    /** Every other one in cur/, where a POP3 login has moved it. */
    private static void write(Path maildir, String login, String id, byte[] body, boolean seen) throws IOException {
        Envelope envelope = Envelope.ours(ReversePath.none(), InstantSource.system().instant());
        Prefix prefix = new Prefix(id, new Mailbox.Account(login), MailClass.PUSH, envelope,
                List.of(new MailAddress("someone", login + ".example")));
        byte[] lines = prefix.unsealed();
        byte[] file = Arrays.copyOf(lines, lines.length + body.length);
        System.arraycopy(body, 0, file, lines.length, body.length);
        byte[] seal = prefix.seal(body.length, Prefix.sum(body));
        System.arraycopy(seal, 0, file, 0, seal.length);
        String name = MaildirName.of(id, file.length, MailClass.PUSH);
        Files.write(maildir.resolve(seen ? "cur/" + name + ":2,S" : "new/" + name), file);
    }
}
