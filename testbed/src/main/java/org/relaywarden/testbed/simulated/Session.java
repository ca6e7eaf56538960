// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Opening;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/**
 * One conversation: knows the order of the commands (RFC 5321 section 4.1.4), asks the behaviour for every answer. One
 * thread's own.
 */
final class Session {
    private static final int RECIPIENTS_MAX = 100;
    private static final int MESSAGE_BYTES_MAX = 10 << 20;
    private static final Duration LAST_WORD = Duration.ofMillis(500);
    private static final Reply OK = Reply.of(250, "2.0.0 Ok");
    private static final Reply OUT_OF_ORDER = Reply.of(503, "5.5.1 Bad sequence of commands");

    private final Host host;
    private final Behaviour behaviour;
    private final InetAddress client;
    private final Wire wire;
    private final DialogueLog.Entry dialogue;
    private final Sorting sorting;

    private final @Nullable SSLSocketFactory tls;

    private boolean encrypted;
    private boolean certified;
    private @Nullable String helloName;
    private boolean extended;
    private @Nullable Transaction transaction;
    private final List<Taken> taken = new ArrayList<>();
    private boolean over;

    /** A recipient that was promised, and what will become of it. */
    record Taken(MailAddress recipient, Handling handling) {}

    Session(
            Host host,
            Behaviour behaviour,
            InetAddress client,
            Wire wire,
            DialogueLog.Entry dialogue,
            Sorting sorting,
            @Nullable SSLSocketFactory tls) {
        this.host = host;
        this.behaviour = behaviour;
        this.client = client;
        this.wire = wire;
        this.dialogue = dialogue;
        this.sorting = sorting;
        this.tls = tls;
    }

    /** Holds the conversation to its end. */
    void run() throws IOException {
        switch (behaviour.opening(host)) {
            case Opening.Greets(Reply banner) -> {
                say(banner);
                converse();
            }
            case Opening.Refuses(Reply reply) -> {
                say(reply);
                refuseAll();
            }
            case Opening.Silence silence -> wire.swallow();
            case Opening.NobodyListens nobody -> over = true;
        }
    }

    private void converse() throws IOException {
        while (!over) {
            String line = hear();
            String[] words = line.split(" ", 2);
            String argument = words.length > 1 ? words[1].strip() : "";
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> hello(true, argument);
                case "HELO" -> hello(false, argument);
                case "MAIL" -> mail(argument);
                case "RCPT" -> recipient(argument);
                case "DATA" -> data();
                case "RSET" -> reset();
                case "NOOP" -> say(OK);
                case "VRFY" -> say(Reply.of(252, "2.5.2 Cannot verify, try to send"));
                case "AUTH" -> say(Reply.of(535, "5.7.8 Authentication failed"));
                case "QUIT" -> quit();
                case "STARTTLS" -> startTls();
                default -> say(Reply.of(502, "5.5.1 Command not implemented"));
            }
        }
    }

    private void refuseAll() throws IOException {
        while (!over) {
            if (hear().strip().equalsIgnoreCase("QUIT")) {
                quit();
            } else {
                say(OUT_OF_ORDER);
            }
        }
    }

    private void hello(boolean withExtensions, String name) throws IOException {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            say(Reply.of(501, "5.5.4 Syntax: EHLO hostname"));
            return;
        }
        Reply reply = offering(behaviour.hello(host, withExtensions), withExtensions);
        if (!reply.refuses()) {
            helloName = name;
            extended = withExtensions;
            forgetMail();
        }
        say(reply);
    }

    /** With STARTTLS among the extensions, where it is to be had. */
    private Reply offering(Reply reply, boolean withExtensions) {
        if (tls == null || encrypted || !withExtensions || !(reply instanceof Reply.Lines(int code, var lines))) {
            return reply;
        }
        List<String> more = new ArrayList<>(lines);
        more.add("STARTTLS");
        return new Reply.Lines(code, more);
    }

    private void startTls() throws IOException {
        SSLSocketFactory certificate = tls;
        if (certificate == null || encrypted) {
            say(Reply.of(502, "5.5.1 Command not implemented"));
            return;
        }
        say(behaviour.startTls(host));
        certified = wire.encrypt(certificate);
        encrypted = true;
        helloName = null; // RFC 3207 section 4.2
        forgetMail();
    }

    private void mail(String argument) throws IOException {
        if (helloName == null || transaction != null) {
            say(OUT_OF_ORDER);
            return;
        }
        Optional<MailAddress> sender = PathArgument.read("FROM", argument);
        if (sender.isEmpty()) {
            say(Reply.of(501, "5.1.7 Bad sender address syntax"));
            return;
        }
        var asked = new Transaction(host, client, helloName, extended, encrypted, certified, sender.get());
        Reply reply = behaviour.sender(asked);
        if (!reply.refuses()) {
            transaction = asked;
        }
        say(reply);
    }

    private void recipient(String argument) throws IOException {
        if (transaction == null) {
            say(OUT_OF_ORDER);
            return;
        }
        Optional<MailAddress> recipient = PathArgument.read("TO", argument);
        if (recipient.isEmpty() || recipient.get().isNull()) {
            say(Reply.of(501, "5.1.3 Bad recipient address syntax"));
            return;
        }
        if (taken.size() >= RECIPIENTS_MAX) {
            say(Reply.of(452, "4.5.3 Too many recipients"));
            return;
        }
        Handling handling = behaviour.recipient(transaction, recipient.get());
        if (handling instanceof Handling.Refuse(Reply reply)) {
            say(reply);
            return;
        }
        taken.add(new Taken(recipient.get(), handling));
        say(Reply.of(250, "2.1.5 Ok"));
    }

    private void data() throws IOException {
        if (transaction == null || taken.isEmpty()) {
            say(transaction == null ? OUT_OF_ORDER : Reply.of(554, "5.5.1 No valid recipients"));
            return;
        }
        Reply goAhead = behaviour.data(transaction);
        say(goAhead);
        if (over || goAhead.code() != 354) {
            return;
        }
        Optional<String> message = wire.readMessage(MESSAGE_BYTES_MAX);
        dialogue.clientSaid("(message of " + message.map(m -> m.length() + " bytes").orElse("too many bytes") + ")");
        Reply reply = message.isEmpty()
                ? Reply.of(552, "5.3.4 Message too big")
                : behaviour.afterData(transaction, taken.stream().map(Taken::recipient).toList());
        if (message.isPresent() && !reply.refuses() && !sorting.take(transaction, List.copyOf(taken), message.get())) {
            reply = Reply.of(452, "4.3.1 Out of room, try later");
        }
        forgetMail();
        say(reply);
    }

    private void reset() throws IOException {
        dialogue.reset();
        forgetMail();
        say(behaviour.reset(host));
    }

    private void quit() throws IOException {
        dialogue.quit();
        say(behaviour.goodbye(host));
        over = true;
    }

    private void forgetMail() {
        transaction = null;
        taken.clear();
    }

    private String hear() throws IOException {
        String line = wire.readLine();
        dialogue.clientSaid(line);
        return line;
    }

    private void say(Reply reply) throws IOException {
        send(behaviour.worded(reply));
        if (reply instanceof Reply.HangUp) {
            return;
        }
        // RFC 5321 section 3.8 allows a 421 at any time; Postfix says it unasked, right after the last refusal.
        if (reply.refuses() && dialogue.refused() >= behaviour.refusalsMax() && !over) {
            over = true;
            send(behaviour.worded(Reply.of(421, "4.7.0 Too many errors")));
            wire.hangUp(LAST_WORD);
        }
    }

    private void send(Reply reply) throws IOException {
        switch (reply) {
            case Reply.Lines(int code, List<String> lines) -> {
                for (int i = 0; i < lines.size(); i++) {
                    sendLine(code + (i < lines.size() - 1 ? "-" : " ") + lines.get(i));
                }
            }
            case Reply.HugeLine(int code, long bytes) -> {
                dialogue.serverSaid(code + " (one line of " + bytes + " bytes)");
                sendHugeLine(code, bytes);
            }
            case Reply.HangUp(int code) -> {
                dialogue.serverSaid("(hangs up)");
                over = true;
                wire.hangUp(LAST_WORD);
            }
            case Reply.Endless(int code) -> {
                dialogue.serverSaid(code + "-(lines without end)");
                byte[] line = (code + "-and another thing\r\n").getBytes(StandardCharsets.US_ASCII);
                while (true) {
                    wire.send(line, behaviour.pausePerByte());
                }
            }
        }
    }

    private void sendLine(String line) throws IOException {
        dialogue.serverSaid(line);
        wire.send((line + "\r\n").getBytes(StandardCharsets.UTF_8), behaviour.pausePerByte());
    }

    private void sendHugeLine(int code, long bytes) throws IOException {
        byte[] chunk = new byte[64 << 10];
        Arrays.fill(chunk, (byte) 'x');
        wire.send((code + " ").getBytes(StandardCharsets.US_ASCII));
        for (long left = bytes - 6; left > 0; left -= chunk.length) {
            wire.send(left >= chunk.length ? chunk : Arrays.copyOf(chunk, (int) left));
        }
        wire.send("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
