// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on a real socket that does what a test tells it at each moment. It takes mail as a server does that
 * shares no code with ours, and keeps what it took: so it can tell a loss from a duplicate.
 */
public final class ScriptedHost implements AutoCloseable {

    /** Hangs up without a word. */
    public static final String DROP = "(drop)";

    /** Takes the message for good, and hangs up before it says so (RFC 1047). */
    public static final String TAKE_AND_DROP = "(take and drop)";

    /** Takes the message for good, and says nothing until the client gives up. */
    public static final String TAKE_AND_STALL = "(take and stall)";

    /** Says what a sound host says, once the client has said more. */
    public static final String ONCE_MORE_CAME = "(once more came)";

    /** Says what a sound host says, and hangs up without reading more. */
    public static final String SAY_AND_DROP = "(say and drop)";

    /** Says nothing, and reads all that comes, until the client gives up. */
    public static final String STALL = "(stall)";

    /** One letter now and then, and never the end of a line. */
    public static final String DRIP = "(drip)";

    /** Neither says nor reads anything until the client gives up. */
    public static final String DEAF = "(deaf)";

    /** Says what a sound host says, a byte at a time. */
    public static final String SLOWLY = "(slowly)";

    /** BODY is within the message, behind its first line. */
    public enum Moment { BANNER, EHLO, HELO, MAIL, RCPT, DATA, BODY, DOT, RSET, QUIT }

    /** What to do at a moment; null for what a sound host does. */
    @FunctionalInterface
    public interface Script {
        @Nullable String at(Moment moment, String line, int connection);
    }

    /** A message that the host took. */
    public record Taken(int connection, String sender, List<String> recipients, byte[] message) {
        public String text() {
            return new String(message, StandardCharsets.ISO_8859_1);
        }
    }

    private final ServerSocket server;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<InetAddress> peers = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Script script = (moment, line, connection) -> null;
    private volatile String offers = "PIPELINING SIZE 8BITMIME";

    public ScriptedHost() throws IOException {
        this(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    }

    private ScriptedHost(InetSocketAddress address) throws IOException {
        server = new ServerSocket(address.getPort(), 50, address.getAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    /** One at the address of another that is gone. */
    public static ScriptedHost at(InetSocketAddress address) throws IOException {
        return new ScriptedHost(address);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public ScriptedHost doing(Script newScript) {
        script = newScript;
        return this;
    }

    public ScriptedHost sound() {
        return doing((moment, line, connection) -> null);
    }

    /** The keywords in its reply to EHLO, separated by blanks. */
    public ScriptedHost offering(String keywords) {
        offers = keywords;
        return this;
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** Who connected, in their order. */
    public List<InetAddress> peers() {
        return List.copyOf(peers);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                peers.add(socket.getInetAddress());
                open.add(socket);
                int connection = peers.size();
                Thread.ofVirtual().start(() -> serve(socket, connection));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            new Conversation(socket, connection).run();
        } catch (IOException hungUp) {
            // What the client did is seen in what was taken.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private final class Conversation {

        private final InputStream in;
        private final OutputStream out;
        private final int connection;
        private String sender = "";
        private boolean mailTaken;
        private List<String> recipients = new ArrayList<>();

        Conversation(Socket socket, int connection) throws IOException {
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            this.connection = connection;
        }

        void run() throws IOException {
            if (!answered(Moment.BANNER, "", "220 host.example ESMTP")) {
                return;
            }
            for (String line = line(); line != null; line = line()) {
                commands.add(line);
                if (!take(line)) {
                    return;
                }
            }
        }

        private boolean take(String line) throws IOException {
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            Moment moment = Moment.valueOf(verb);
            boolean goOn = answered(moment, line, switch (moment) {
                case EHLO -> "250-host.example\r\n250-" + String.join("\r\n250-", offers.split(" ")) + "\r\n250 HELP";
                case RCPT -> mailTaken ? "250 ok" : "503 5.5.1 MAIL first";
                case DATA -> recipients.isEmpty() ? "554 no valid recipients" : "354 go";
                case QUIT -> "221 bye";
                default -> "250 ok";
            });
            return goOn && moment != Moment.QUIT;
        }

        /** Does what the script says, or what is sound; false when the conversation is over. */
        private boolean answered(Moment moment, String line, String sound) throws IOException {
            String told = script.at(moment, line, connection);
            if (!acted(told == null ? sound : told, sound)) {
                return false;
            }
            String reply = isSound(told) ? sound : told;
            boolean positive = reply.startsWith("2");
            switch (moment) {
                case MAIL -> {
                    sender = between(line);
                    mailTaken = positive;
                    recipients = new ArrayList<>();
                }
                case RCPT -> {
                    if (positive) {
                        recipients.add(between(line));
                    }
                }
                case DATA -> {
                    return !reply.startsWith("354") || message();
                }
                default -> {}
            }
            return true;
        }

        /** Does or says it; false when the conversation is over. */
        private boolean acted(String told, String sound) throws IOException {
            switch (told) {
                case DROP, TAKE_AND_DROP -> { }
                case STALL, TAKE_AND_STALL -> stall();
                case DEAF -> again("");
                case DRIP -> again("2");
                case ONCE_MORE_CAME -> {
                    in.mark(1);
                    boolean goesOn = in.read() >= 0;
                    in.reset();
                    out.write((sound + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    return goesOn;
                }
                case SAY_AND_DROP -> out.write((sound + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                case SLOWLY -> {
                    for (byte octet : (sound + "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
                        out.write(octet);
                    }
                    return true;
                }
                default -> {
                    out.write((told + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    return !told.startsWith("421");
                }
            }
            return false;
        }

        private boolean message() throws IOException {
            byte[] message = body();
            if (message == null) {
                return false;
            }
            String told = script.at(Moment.DOT, "", connection);
            if (isSound(told) || told.startsWith("2") || told.startsWith("(take")) {
                taken.add(new Taken(connection, sender, List.copyOf(recipients), message));
            }
            String sound = "250 2.0.0 mine";
            return acted(told == null ? sound : told, sound);
        }

        /** Line by line up to the lone dot, dots taken away; null when the client went away first. */
        private byte @Nullable [] body() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int lines = 0; ; lines++) {
                byte[] line = rawLine();
                String told = lines == 0 ? script.at(Moment.BODY, "", connection) : null;
                if (line == null || told != null && !acted(told, "")) {
                    return null;
                }
                if (line.length == 3 && line[0] == '.' && line[1] == '\r') {
                    return body.toByteArray();
                }
                int from = line[0] == '.' ? 1 : 0;
                body.write(line, from, line.length - from);
            }
        }

        private @Nullable String line() throws IOException {
            byte[] line = rawLine();
            return line == null ? null : new String(line, StandardCharsets.ISO_8859_1).strip();
        }

        /** Up to CRLF and nothing less. */
        private byte @Nullable [] rawLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int before = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                line.write(octet);
                if (octet == '\n' && before == '\r') {
                    return line.toByteArray();
                }
                before = octet;
            }
            return null;
        }

        private void stall() throws IOException {
            while (in.read() >= 0) {
                // The client's patience is what is looked at.
            }
        }

        private void again(String said) throws IOException {
            try {
                while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                    out.write(said.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /** Whether it says what a sound host says, in whatever way. */
        private static boolean isSound(@Nullable String told) {
            return told == null || Set.of(SLOWLY, ONCE_MORE_CAME, SAY_AND_DROP).contains(told);
        }

        private static String between(String line) {
            return line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
        }
    }
}
