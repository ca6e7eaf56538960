// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The client side: hands one mail for one recipient to the next hop, from the server's own address. */
final class OnwardConversation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REPLY_LINES_MAX = 100;

    /** How the next hop took it. */
    sealed interface Outcome {
        record Delivered() implements Outcome {}

        record Deferred(String why) implements Outcome {}

        record Failed(String why) implements Outcome {}
    }

    private record Answer(int code, String text) {}

    private final Wire wire;

    private OnwardConversation(Wire wire) {
        this.wire = wire;
    }

    static Outcome deliver(InetAddress from, String helloName, InetSocketAddress nextHop, OnwardQueue.Waiting mail) {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));  // so that the next hop sees which host hands the mail in
            socket.connect(nextHop, Math.toIntExact(PATIENCE.toMillis()));
            return new OnwardConversation(new Wire(socket, PATIENCE)).hold(helloName, mail);
        } catch (IOException e) {
            return new Outcome.Deferred("421 4.4.1 " + nextHop + ": " + e.getMessage());
        }
    }

    private Outcome hold(String helloName, OnwardQueue.Waiting mail) throws IOException {
        Answer answer = hear();
        if (answer.code() / 100 == 2) {
            answer = ask("EHLO " + helloName);
            if (answer.code() / 100 == 5) {
                answer = ask("HELO " + helloName);  // RFC 5321 section 3.2: who knows no EHLO is greeted the old way
            }
        }
        String[] commands = {"MAIL FROM:<" + mail.sender().path() + '>', "RCPT TO:<" + mail.recipient().path() + '>'};
        for (int i = 0; i < commands.length && answer.code() / 100 == 2; i++) {
            answer = ask(commands[i]);
        }
        if (answer.code() / 100 == 2) {
            answer = ask("DATA");
            if (answer.code() == 354) {
                answer = ask(stuffed(mail.content()) + '.');
            }
        }
        takeLeave();
        return outcome(answer);
    }

    /**
     * What happens here changes nothing: a mail that was taken stays taken, or the next hop would get it twice (RFC
     * 1047).
     */
    private void takeLeave() {
        try {
            ask("QUIT");
        } catch (IOException gone) {
            // the next hop was quicker
        }
    }

    private static Outcome outcome(Answer answer) {
        return switch (answer.code() / 100) {
            case 2 -> new Outcome.Delivered();
            case 5 -> new Outcome.Failed(answer.text());
            default -> new Outcome.Deferred(answer.text());
        };
    }

    /** RFC 5321 section 4.5.2: a line that begins with a dot gets another one. */
    private static String stuffed(String content) {
        String whole = content.endsWith("\r\n") ? content : content + "\r\n";
        return (whole.startsWith(".") ? "." : "") + whole.replace("\r\n.", "\r\n..");
    }

    private Answer ask(String command) throws IOException {
        say(command);
        return hear();
    }

    private void say(String line) throws IOException {
        wire.send((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private Answer hear() throws IOException {
        for (int i = 0; i < REPLY_LINES_MAX; i++) {
            String line = wire.readLine();
            if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
                throw new IOException("no SMTP reply");
            }
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Answer(Integer.parseInt(line.substring(0, 3)), line);
            }
        }
        throw new IOException("a reply of more than " + REPLY_LINES_MAX + " lines");
    }
}
