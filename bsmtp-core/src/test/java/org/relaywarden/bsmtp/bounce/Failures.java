// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.DsnRequest.Returned;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.OpenedMail;

/** Mail that failed, and how, as tests want it. */
final class Failures {

    static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    static final BounceSettings SETTINGS = new BounceSettings(
            "mail.isp.example", "Example Internet", address("postmaster@isp.example"), 5, 3, Duration.ofHours(1));
    static final MailAddress INFO = address("info@shop.example");
    static final MailAddress SALES = address("sales@shop.example");

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");

    private Failures() {}

    static MailAddress address(String text) {
        return MailAddress.parseInternational(text).orElseThrow();
    }

    /** An empty text is the null sender. */
    static Envelope from(String sender) {
        return new Envelope(
                sender.isEmpty() ? ReversePath.none() : ReversePath.of(address(sender)),
                NOW.minusSeconds(3600), Optional.of(InetAddress.ofLiteral("198.51.100.9")), "mx.far.example", true);
    }

    static Envelope smtpUtf8(Envelope one) {
        return new Envelope(one.sender(), one.receivedAt(), one.peer(), one.helo(), one.tls(), true, true, one.dsn());
    }

    /** @param notifyAndOriginal by address, {@code FAILURE,DELAY rfc822;someone@there.example}, each may be missing */
    static DsnRequest asking(String returned, String envelopeId, Map<MailAddress, String> notifyAndOriginal) {
        Map<MailAddress, RecipientDsn> recipients = new LinkedHashMap<>();
        notifyAndOriginal.forEach((recipient, asked) -> {
            String[] words = asked.split(" ", -1);
            recipients.put(recipient, new RecipientDsn(
                    words[0].isEmpty() ? Set.of() : RecipientDsn.notifyOf(words[0]).orElseThrow(),
                    words.length > 1 ? words[1] : ""));
        });
        return new DsnRequest(
                returned.isEmpty() ? Optional.empty() : Optional.of(Returned.valueOf(returned)),
                envelopeId,
                recipients);
    }

    /** @param message each char one octet */
    static OpenedMail mail(Envelope envelope, String message, MailAddress... recipients) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        StoredMail stored = new StoredMail("1772350000.M000001P7_1_0123456789ab.mail.isp.example",
                new Mailbox.Account("anna"), MailClass.PUSH, envelope, List.of(recipients), bytes.length);
        return new OpenedMail(stored, new ByteArrayInputStream(bytes));
    }

    /** @param text as the host says it, each char one octet */
    static FailedRecipient refused(MailAddress recipient, int code, String text) {
        return FailedRecipient.refused(recipient, HOST, Reply.of(code, text), NOW);
    }

    /** The octets of a text in UTF-8, each as one char. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
