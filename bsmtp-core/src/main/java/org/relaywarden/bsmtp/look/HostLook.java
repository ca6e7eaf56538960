// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.look;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** Looks at hosts (B18). Thread-safe; each look blocks its thread for the time of the settings at most. */
public final class HostLook {

    private final LookSettings settings;

    /** Looks as the settings say. */
    public HostLook(LookSettings settings) {
        this.settings = settings;
    }

    /**
     * Dials, reads the banner, says hello, tries TLS where delivery would, and hangs up.
     *
     * @param source the address that mail is delivered from (B14); empty for whatever the system picks
     */
    public Seen look(InetSocketAddress host, Optional<InetAddress> source) {
        try (var socket = new Socket()) {
            if (source.isPresent()) {
                socket.bind(new InetSocketAddress(source.get(), 0));
            }
            try {
                socket.connect(host, (int) settings.connectWithin().toMillis());
            } catch (SocketTimeoutException nothing) {
                return new Seen.Silent(settings.connectWithin());
            } catch (ConnectException refused) {
                return refusal(refused);
            }
            return new Talk(socket, settings).run();
        } catch (BindException notOurs) {
            return new Seen.NoWay("mail can't be delivered from " + source.map(InetAddress::getHostAddress).orElse("there")
                    + ", which is no address of this machine");
        } catch (IOException failed) {
            return new Seen.NoWay(String.valueOf(failed.getMessage()));
        }
    }

    /** The kernel's own patience may end before ours: that is silence too. */
    private Seen refusal(ConnectException refused) {
        String words = String.valueOf(refused.getMessage());
        return words.contains("timed out") ? new Seen.Silent(settings.connectWithin()) : new Seen.NobodyListens();
    }
}
