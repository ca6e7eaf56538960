// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.relaywarden.bsmtp.net.Handshake;
import org.relaywarden.bsmtp.tls.ServerCertificate;

/** STARTTLS (RFC 3207). */
final class StartTls implements Command {

    private static final Duration HANDSHAKE_MAX = Duration.ofMinutes(1);

    @Override
    public Step run(Dialogue dialogue, String argument) throws IOException {
        Optional<ServerCertificate> certificate = dialogue.parts().given().certificate();
        if (certificate.isEmpty()) {
            return Step.say(Replies.NOT_OFFERED);
        }
        if (!argument.isBlank()) {
            return Step.say(Replies.NO_ARGUMENT);
        }
        if (!dialogue.isGreeted()) {
            return Step.say(Replies.HELLO_FIRST);
        }
        if (dialogue.isSecured()) {
            return Step.say(Replies.SECURED_ALREADY);
        }
        dialogue.connection().write(Replies.wire(Replies.READY_FOR_TLS));
        return secure(dialogue, certificate.get()) ? new Step.GoOn() : new Step.Leave();
    }

    /** Goes on in TLS; false when the connection is of no more use. */
    static boolean secure(Dialogue dialogue, ServerCertificate certificate) throws IOException {
        Duration patience = dialogue.limits().commandWithin();
        Handshake handshake = dialogue.connection().startTls(
                certificate.socketFactory(), patience.compareTo(HANDSHAKE_MAX) < 0 ? patience : HANDSHAKE_MAX);
        return switch (handshake) {
            case Handshake.Secured(String protocol, String cipher) -> {
                dialogue.secured(protocol + " " + cipher);
                dialogue.parts().journal().secured(dialogue.id(), dialogue.connection().peer(), protocol, cipher);
                yield true;
            }
            case Handshake.Failed(String words) -> {
                dialogue.parts().journal().notSecured(dialogue.id(), dialogue.connection().peer(), words);
                yield false;
            }
        };
    }
}
