// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.fuzz.DeafJournal;
import org.relaywarden.bsmtp.fuzz.MemorySpool;
import org.relaywarden.bsmtp.net.Connection;
import org.relaywarden.bsmtp.net.KnownPeers;
import org.relaywarden.bsmtp.net.Listener;
import org.relaywarden.bsmtp.net.ListenerSettings;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;

/**
 * A whole session over a real socket, with whatever a peer may say in it; only the disk is left out. The first byte says
 * whether it waits for each answer, or says all at once. No exception, no wait beyond the peer's end, and every
 * answer is a reply as RFC 5321 section 4.2 has it.
 */
public final class CommandFuzz {

    private static final int WAIT_MILLIS = 10_000;
    private static final int REPLY_BYTES_MAX = 512;
    private static final Pattern REPLY_LINE = Pattern.compile("[2-5][0-9]{2}[ -][ -~]*");
    private static final CommandFuzz ONE = new CommandFuzz();

    private final BlockingQueue<Object> ends = new ArrayBlockingQueue<>(1);
    private final Listener listener;

    private CommandFuzz() {
        Duration soon = Duration.ofMillis(WAIT_MILLIS);
        IntakeSettings settings = IntakeSettings.defaults("mail.isp.example")
                .withLimits(SessionLimits.defaults().withWaits(soon, soon, Duration.ZERO));
        DeafJournal journal = new DeafJournal();
        TableOfCustomers customers = new TableOfCustomers()
                .with("anna", "a.jansen", "anna.example", SubscriptionState.ACTIVE)
                .with("sus", "s", "suspended.example", SubscriptionState.SUSPENDED);
        Quotas quotas = Quotas.over(
                Path.of("/nowhere"), QuotaSettings.defaults(), customers, journal, InstantSource.system());
        RecipientPolicy policy = RecipientPolicy.forCustomers(customers, IntakeBench.ADDRESSES, quotas);
        Parts parts = new Parts(settings,
                new IntakeParts(policy, new MemorySpool(), journal, InstantSource.system()), new IntakeJournal(journal),
                new KnownPeers());
        try {
            listener = Listener.open(new ListenerSettings("fuzz",
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), 100, 100, 100, "busy", soon,
                    soon), journal, connection -> hold(parts, connection));
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    private void hold(Parts parts, Connection connection) throws IOException {
        Object end = "ended";
        try {
            new Session(parts, connection, Optional.empty()).hold();
        } catch (IOException broken) {
            throw broken;
        } catch (RuntimeException | Error ours) {
            end = ours;
        } finally {
            ends.add(end);
        }
    }

    /** Called by Jazzer, and for each seed by {@code FuzzSeedsTest}. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, InterruptedException {
        ONE.converse(input);
    }

    private void converse(byte[] input) throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.addresses().getFirst().getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(WAIT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            reply(in);
            boolean inTurn = input.length > 0 && (input[0] & 1) == 1;
            byte[] said = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
            if (inTurn) {
                sayInTurn(said, socket.getOutputStream(), in);
            } else {
                socket.getOutputStream().write(said);
            }
            socket.shutdownOutput();
            int code = 1;
            while (code != 0) {
                code = reply(in); // looked at as it comes
            }
        } catch (SocketException endedByTheServer) {
            // It has said its last word while we were still speaking.
        }
        Object end = ends.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (end instanceof Throwable ours) {
            throw new AssertionError("the session died", ours);
        }
        if (end == null) {
            throw new AssertionError("the session goes on without its peer");
        }
    }

    /** Line by line, each after the answer to the one before; a mail's lines have no answer but at its end. */
    private static void sayInTurn(byte[] said, OutputStream out, InputStream in) throws IOException {
        boolean inMail = false;
        String mail = "";
        int at = 0;
        while (at < said.length) {
            int end = at;
            while (end < said.length && said[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, said.length);
            out.write(said, at, end - at);
            String line = new String(said, at, end - at, StandardCharsets.ISO_8859_1);
            at = end;
            mail = inMail ? mail + line : "\r\n";
            boolean answered = inMail ? mail.endsWith("\r\n.\r\n") : line.endsWith("\n");
            if (answered) {
                int code = reply(in);
                if (code == 0) {
                    return;
                }
                inMail = code == 354;
            }
        }
    }

    /** The code of the next reply; 0 at the end. */
    private static int reply(InputStream in) throws IOException {
        int code = 0;
        for (boolean last = false; !last; ) {
            StringBuilder line = new StringBuilder();
            int octet = in.read();
            while (octet >= 0 && octet != '\n') {
                line.append((char) octet);
                octet = in.read();
            }
            if (octet < 0 && line.isEmpty() && code == 0) {
                return 0;
            }
            String text = line.toString();
            boolean whole = octet == '\n' && text.endsWith("\r") && text.length() < REPLY_BYTES_MAX;
            String without = whole ? text.substring(0, text.length() - 1) : text;
            if (!whole || !REPLY_LINE.matcher(without).matches()) {
                throw new AssertionError("not a reply: " + text);
            }
            code = Integer.parseInt(without.substring(0, 3));
            last = without.charAt(3) == ' ';
        }
        return code;
    }
}
