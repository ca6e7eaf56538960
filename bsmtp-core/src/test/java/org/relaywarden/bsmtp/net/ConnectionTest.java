// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of a row of bytes, in one piece and byte by byte. */
@Timeout(60)
class ConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            NOOP~            | [NOOP] end              | a line
            a~b~             | [a] [b] end             | two lines in one piece
            ~                | [] end                  | an empty line
            NOOP             | end                     | the peer ends within a line
            1234567890~      | [1234567890] end        | as long as it may be
            12345678901~     | long                    | one byte longer
            12345678901      | long                    | no line end in sight: no need to wait for one
            a#b~             | none                    | LF alone
            a#               | none                    | LF alone, at once
            a$b~             | none                    | CR alone
            a$~              | none                    | CR CR LF
            a$               | end                     | CR, and then nothing
            a!b~             | none                    | NUL
            a~b#~            | [a] none                | a good line before a bad one
            """)
    void lines(String wire, String expected, String why) throws Exception {
        String bytes = wire.replace("~", "\r\n").replace("#", "\n").replace("$", "\r").replace("!", "\0");

        assertEquals(expected, read(bytes, bytes.length()), why);
        assertEquals(expected, read(bytes, 1), why + ", byte by byte");
    }

    private static String read(String wire, int atOnce) throws Exception {
        try (DeadlineSocket.Server server = new DeadlineSocket.Server();
                Socket client = new Socket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client.connect(server.getLocalSocketAddress());
            client.setTcpNoDelay(true);
            byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int at = 0; at < bytes.length; at += atOnce) {
                        client.getOutputStream().write(bytes, at, Math.min(atOnce, bytes.length - at));
                    }
                    client.shutdownOutput();
                } catch (IOException closed) {
                    throw new IllegalStateException(closed);
                }
            });
            try (DeadlineSocket accepted = server.accept()) {
                String read = told(new Connection(accepted, LONG, () -> 0));
                sending.join();
                return read;
            }
        }
    }

    private static String told(Connection connection) throws Exception {
        StringBuilder told = new StringBuilder();
        while (true) {
            switch (connection.readLine(10, LONG)) {
                case LineRead.Line(String text) -> told.append('[').append(text).append("] ");
                case LineRead.TooLong() -> {
                    return told + "long";
                }
                case LineRead.NoLine() -> {
                    return told + "none";
                }
                case LineRead.EndOfStream() -> {
                    return told + "end";
                }
                case LineRead.TooSlow() -> {
                    return told + "slow";
                }
            }
        }
    }
}
