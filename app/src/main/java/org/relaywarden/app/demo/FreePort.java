// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port that was free a moment ago: settings name their ports, so the demo must know its own before it starts. */
final class FreePort {

    private FreePort() {}

    static int onLoopback() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
