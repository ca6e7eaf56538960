// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.smtp.Reply;

/** From the dial to the point where mail can be sent. Used once, by one thread. */
final class Greeting {

    private static final int SERVICE_READY = 220;

    private final ClientSettings settings;
    private final Wire wire;
    private final InetSocketAddress host;
    private Step step = Step.CONNECT;
    private @Nullable Reply refusal;

    Greeting(ClientSettings settings, Wire wire, InetSocketAddress host) {
        this.settings = settings;
        this.wire = wire;
        this.host = host;
    }

    /** Where it got to. */
    Step step() {
        return step;
    }

    /** What happened, once {@link #run} has thrown. */
    Trouble trouble(IOException failed) {
        Reply said = refusal;
        return said == null ? Trouble.happened(step, Wire.words(failed)) : Trouble.said(step, said);
    }

    /**
     * Dials and says hello.
     *
     * @param encrypt whether to encrypt where it is offered
     */
    Greeted run(boolean encrypt) throws IOException {
        wire.connect(settings.source().to(host), host);
        step = Step.BANNER;
        Reply banner = wire.reply(settings.timeouts().banner());
        if (banner.code() != SERVICE_READY) {
            throw refused(banner);
        }
        step = Step.HELLO;
        Extensions offered = hello();
        String tls = "";
        if (encrypt && offered.startTls()) {
            step = Step.TLS;
            // RFC 3207 section 4: refused, the client decides; we would have sent plain to a host without it, too.
            if (wire.say("STARTTLS").code() == SERVICE_READY) {
                tls = wire.startTls();
                // Section 4.2: what was offered in the clear counts for nothing. Where TLS fails late, it fails here.
                offered = hello();
            }
        }
        return new Greeted(Banner.fingerprint(banner), offered, tls);
    }

    private Extensions hello() throws IOException {
        Reply hello = wire.say("EHLO " + settings.heloName());
        if (hello.isPermanent()) { // RFC 5321 section 3.2: an old host knows HELO only
            hello = wire.say("HELO " + settings.heloName());
            hello = Reply.of(hello.code(), hello.lines().getFirst());
        }
        if (!hello.isPositive()) {
            throw refused(hello);
        }
        return Extensions.in(hello);
    }

    private IOException refused(Reply reply) {
        refusal = reply;
        return new IOException("refused: " + reply);
    }
}
