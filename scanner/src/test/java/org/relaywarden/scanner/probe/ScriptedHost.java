// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A host that takes one connection and answers by the book: a banner, then {@code VERB VERB|reply}, where the reply
 * goes out only once all these verbs were heard. At the first other word it hangs up.
 */
final class ScriptedHost implements AutoCloseable {

    private final ServerSocket door;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private ScriptedHost(ServerSocket door) {
        this.door = door;
    }

    static ScriptedHost answering(String banner, String... steps) throws IOException {
        ScriptedHost host = new ScriptedHost(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.9.2")));
        Thread.ofVirtual().start(() -> host.converse(banner, steps));
        return host;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    /** What was said to it. */
    String heard() {
        return String.join("\n", heard);
    }

    private void converse(String banner, String... steps) {
        try (Socket caller = door.accept()) {
            OutputStream out = caller.getOutputStream();
            if (banner.isEmpty()) {
                return;
            }
            out.write((banner + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            for (String step : steps) {
                int bar = step.indexOf('|');
                for (String verb : step.substring(0, bar).split(" ")) {
                    String line = in.readLine();
                    heard.add(String.valueOf(line));
                    if (line == null || !line.startsWith(verb)) {
                        return;
                    }
                }
                out.write((step.substring(bar + 1) + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException gone) {
            heard.add("(" + gone.getMessage() + ")");
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
