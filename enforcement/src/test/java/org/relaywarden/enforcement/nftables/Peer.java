// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Both ends of a connection, as processes on hosts of a lab. {@code listen PORT...} greets whoever connects and goes on
 * talking; {@code hold ADDRESS PORT} connects and goes on talking. Each prints a line when a session begins and when it
 * is cut.
 */
final class Peer {

    private static final int TICK_MILLIS = 100;

    private Peer() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("hold")) {
            talk(new Socket(InetAddress.ofLiteral(arguments[1]), Integer.parseInt(arguments[2])));
            return;
        }
        for (int at = 1; at < arguments.length; at++) {
            // Bound to "any" of IPv6, which takes IPv4 too.
            ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[at]));
            Thread.ofPlatform().start(() -> {
                while (true) {
                    try {
                        Socket accepted = listener.accept();
                        Thread.ofPlatform().start(() -> talk(accepted));
                    } catch (IOException broken) {
                        System.out.println("broken " + broken);
                    }
                }
            });
        }
        System.out.println("listening");
    }

    private static void talk(Socket session) {
        String peer = session.getInetAddress().getHostAddress();
        try (session) {
            session.setSoTimeout(TICK_MILLIS);
            OutputStream out = session.getOutputStream();
            System.out.println("begun " + peer);
            while (true) {
                out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
                try {
                    if (session.getInputStream().read() < 0) {
                        System.out.println("ended " + peer);
                        return;
                    }
                } catch (SocketTimeoutException quiet) {
                    // The other end has nothing to say; we go on.
                }
            }
        } catch (IOException cut) {
            System.out.println("cut " + peer + " " + cut.getMessage());
        }
    }
}
