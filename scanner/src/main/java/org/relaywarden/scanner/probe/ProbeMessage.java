// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TokenPair;

/** The message of a probe: says what it is, for whoever finds it in a queue. Plain ASCII, under 2 kB. */
final class ProbeMessage {

    private static final DateTimeFormatter RFC_5322 =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private ProbeMessage() {}

    static String of(Call call, RelayTest test, Instant now) {
        TokenPair tokens = call.tokens().apply(test.id());
        // No line begins with a dot; lines end in CR LF on the wire.
        return """
                From: "Relay test" <%2$s@%3$s>
                To: <%1$s@%4$s>
                Subject: Relay test, run %5$d, %6$s, no reply needed (%1$s)
                Date: %7$s
                Message-ID: <%1$s@%3$s>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Auto-Submitted: auto-generated
                Precedence: bulk
                X-Loop: %3$s

                This message is a test of the mail server at %8$s, port %9$d.
                No reply is needed, and it holds nothing but this text.

                It was sent by this server's own internet provider, as a stranger
                would send it, to an address elsewhere. A mail server that is closed
                to strangers refuses it. If it arrives, the server is an open relay:
                strangers can send their mail through it.

                Run %5$d, test %6$s, token %1$s
                Questions: %10$s
                """.formatted(
                        tokens.recipient(),
                        tokens.bounce(),
                        test.senderDomain(call.names().ours()),
                        test.collectorDomain(call.names().ours()),
                        call.runId(),
                        test.id(),
                        RFC_5322.format(now),
                        call.target().address().getHostAddress(),
                        call.path().port(),
                        call.contact())
                .replace("\n", "\r\n");
    }
}
