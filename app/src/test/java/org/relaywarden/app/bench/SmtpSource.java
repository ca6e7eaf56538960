// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.PrivateView;

/** Postfix's {@code smtp-source}, one process for each connection, so that each sends to a mailbox of its own. */
final class SmtpSource {

    /** As many mails as one session may bring us. */
    private static final int MAILS_A_SESSION = 100;

    /** Arguments: port, bytes, sessions one after the other, mails in each, a domain for each connection. */
    private static final String SCRIPT = """
            port=$1 bytes=$2 sessions=$3 mails=$4
            shift 4
            many() {
                for session in $(seq "$sessions"); do
                    smtp-source -4 -d -s 1 -m "$mails" -l "$bytes" -f sender@world.example -t "user@$1" "inet:127.0.0.1:$port" || exit 1
                done
            }
            sources=
            for domain in "$@"; do
                many "$domain" &
                sources="$sources $!"
            done
            for source in $sources; do wait "$source" || exit 1; done
            """;

    private final LabHost host;
    private final PrivateView view;
    private final Path log;

    SmtpSource(LabHost host, PrivateView view, Path log) {
        this.host = host;
        this.view = view;
        this.log = log;
    }

    /** Sends, on one connection for each domain, so many mails; returns when all of them were answered 250. */
    void send(int port, int bytes, int mailsEach, List<String> domains) throws IOException, InterruptedException {
        int perSession = Math.min(mailsEach, MAILS_A_SESSION);
        List<String> words = new ArrayList<>(List.of(
                "nsenter", "--mount", "--uts", "--root", "--wd=/", "--target", Long.toString(view.pid()), "--",
                "bash", "-c", SCRIPT, "smtp-sources",
                Integer.toString(port), Integer.toString(bytes), Integer.toString(mailsEach / perSession),
                Integer.toString(perSession)));
        words.addAll(domains);
        int exitCode = host.start(words, Map.of(), log).waitFor();
        if (exitCode != 0) {
            throw new LabFailure("smtp-source failed: " + PrivateView.text(log));
        }
    }
}
