// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Reply;

/** Writes the mail that says that a mail could not be delivered (RFC 3464), original included. */
final class Bounce {
    private static final Pattern STATUS = Pattern.compile("\\b[45]\\.\\d{1,3}\\.\\d{1,3}\\b");
    private static final int ORIGINAL_BYTES_MAX = 64 << 10;

    private Bounce() {}

    /** The bounce on its way, or nothing: a bounce is never answered with a bounce (RFC 5321 section 6.1). */
    static Optional<OnwardQueue.Waiting> of(Host host, OnwardQueue.Waiting failed, String diagnosis, Instant now) {
        MailAddress sender = failed.sender();
        if (sender.domain().isEmpty()) {  // the null sender has none either
            return Optional.empty();
        }
        String boundary = failed.id() + '/' + host.name();
        Matcher status = STATUS.matcher(diagnosis);
        String content = """
                From: Mail Delivery System <MAILER-DAEMON@%1$s>
                To: <%2$s>
                Subject: Undelivered Mail Returned to Sender
                Date: %3$s
                Message-ID: <bounce-%4$s@%1$s>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="%5$s"

                --%5$s
                Content-Type: text/plain; charset=us-ascii

                This is the mail system at host %1$s.
                Your message could not be delivered to <%6$s>:
                %7$s

                --%5$s
                Content-Type: message/delivery-status

                Reporting-MTA: dns; %1$s
                Arrival-Date: %3$s

                Final-Recipient: rfc822; %6$s
                Action: failed
                Status: %8$s
                Diagnostic-Code: smtp; %7$s

                --%5$s
                Content-Type: message/rfc822

                """.formatted(host.name(), sender.path(), Sorting.date(now), failed.id(), boundary,
                        failed.recipient().asGiven(), diagnosis, status.find() ? status.group() : "5.0.0")
                .replace("\n", "\r\n");
        String original = failed.content().substring(0, Math.min(failed.content().length(), ORIGINAL_BYTES_MAX));
        return Optional.of(new OnwardQueue.Waiting(failed.id(), MailAddress.parse(""), sender,
                content + original + "\r\n--" + boundary + "--\r\n"));
    }

    /** A reply as the text of a diagnosis. */
    static String text(Reply reply) {
        return switch (reply) {
            case Reply.Lines(int code, var lines) -> code + " " + String.join(" ", lines);
            case Reply.HugeLine(int code, long bytes) -> Integer.toString(code);
            case Reply.Endless(int code) -> Integer.toString(code);
            case Reply.HangUp(int code) -> Integer.toString(code);
        };
    }
}
