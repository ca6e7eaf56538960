// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.filter.Examined;
import org.relaywarden.bsmtp.filter.Head;
import org.relaywarden.bsmtp.filter.HeaderField;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * One message and one filter: what Sendmail says at each command is said in a row here, once all of the message has
 * come. Used by one thread.
 */
final class Talk {

    /** What a filter made of the message. */
    sealed interface End {

        /** @param quarantined why it is not to reach the customer's host, if so */
        record Kept(Head head, Optional<String> quarantined) implements End {}

        record Refused(Reply reply) implements End {}
    }

    private static final String VANISH = "the filter wanted it discarded";

    /** libmilter hangs up on a packet of more than 64 KiB: a longer field is shown as far as it fits. */
    private static final int VALUE_CHARACTERS_MAX = 60_000;

    private final Wire wire;
    private final Examined mail;
    private final String hostName;
    private final Duration contentWithin;

    Talk(Wire wire, Examined mail, String hostName, Duration contentWithin) {
        this.wire = wire;
        this.mail = mail;
        this.hostName = hostName;
        this.contentWithin = contentWithin;
    }

    /** @throws IOException when the message can't be read */
    End hold() throws MilterFault, IOException {
        byte[] offer = Offer.ours();
        wire.send(Code.OPTION_NEGOTIATION, offer, offer.length);
        Offer agreed = Offer.of(wire.receive("the first answer"));
        Optional<Answer.Final> early = beforeTheEnd(agreed);
        if (early.isPresent()) {
            wire.send(Code.ABORT);
            return ended(early.get(), mail.head(), Optional.empty());
        }
        wire.send(Code.MACRO, "Ei", mail.id());
        wire.send(Code.END_OF_BODY);
        return atTheEnd();
    }

    private Optional<Answer.Final> beforeTheEnd(Offer agreed) throws MilterFault, IOException {
        Optional<Answer.Final> early = envelope(agreed);
        if (early.isEmpty() && agreed.wantsData()) {
            wire.send(Code.MACRO, "Ti", mail.id());
            wire.send(Code.DATA);
            early = answer(agreed, Code.SILENT_DATA, "the answer to DATA");
        }
        if (early.isEmpty() && !agreed.has(Code.NO_HEADERS)) {
            early = header(agreed);
        }
        if (early.isEmpty() && !agreed.has(Code.NO_END_OF_HEADER)) {
            wire.send(Code.MACRO, "Ni", mail.id());
            wire.send(Code.END_OF_HEADER);
            early = answer(agreed, Code.SILENT_END_OF_HEADER, "the answer to the header's end");
        }
        return early.isPresent() || agreed.has(Code.NO_BODY) ? early : body(agreed);
    }

    private Optional<Answer.Final> envelope(Offer agreed) throws MilterFault {
        Optional<Answer.Final> early = Optional.empty();
        if (!agreed.has(Code.NO_CONNECT)) {
            wire.send(Code.MACRO, "Cj", hostName, "v", "Relaywarden", "{client_addr}", address());
            byte[] peer = peer();
            wire.send(Code.CONNECT, peer, peer.length);
            early = answer(agreed, Code.SILENT_CONNECT, "the answer to the connection");
        }
        if (early.isEmpty() && !agreed.has(Code.NO_HELO)) {
            wire.send(Code.HELO, mail.envelope().helo());
            early = answer(agreed, Code.SILENT_HELO, "the answer to HELO");
        }
        if (early.isEmpty() && !agreed.has(Code.NO_MAIL)) {
            wire.send(Code.MACRO, "Mi", mail.id(), "{mail_addr}", octets(mail.envelope().sender().toString()));
            String sender = "<" + octets(mail.envelope().sender().toString()) + ">";
            List<String> words = new ArrayList<>(List.of(sender));
            if (mail.envelope().eightBit()) {
                words.add("BODY=8BITMIME");
            }
            if (mail.envelope().smtpUtf8()) {
                words.add("SMTPUTF8");
            }
            wire.send(Code.MAIL, words.toArray(String[]::new));
            early = answer(agreed, Code.SILENT_MAIL, "the answer to MAIL");
        }
        for (MailAddress recipient : mail.recipients()) {
            if (early.isEmpty() && !agreed.has(Code.NO_RECIPIENT)) {
                wire.send(Code.MACRO, "R{rcpt_addr}", octets(recipient.toString()));
                wire.send(Code.RECIPIENT, "<" + octets(recipient.toString()) + ">");
                early = answer(agreed, Code.SILENT_RECIPIENT, "the answer to RCPT");
            }
        }
        return early;
    }

    private Optional<Answer.Final> header(Offer agreed) throws MilterFault {
        for (HeaderField field : mail.head().fields()) {
            String value = field.value();
            int from = value.startsWith(" ") && !agreed.has(Code.LEADING_BLANK) ? 1 : 0;
            int to = Math.min(value.length(), VALUE_CHARACTERS_MAX);
            // A zero byte would end the text; a mail with one is refused before it comes here.
            wire.send(Code.HEADER, field.name(), value.substring(from, to));
            Optional<Answer.Final> early = answer(agreed, Code.SILENT_HEADER, "the answer to a header field");
            if (early.isPresent()) {
                return early;
            }
        }
        return Optional.empty();
    }

    private Optional<Answer.Final> body(Offer agreed) throws MilterFault, IOException {
        byte[] chunk = new byte[Code.CHUNK_BYTES];
        try (InputStream body = mail.body().open()) {
            for (int length = body.readNBytes(chunk, 0, chunk.length);
                    length > 0;
                    length = body.readNBytes(chunk, 0, chunk.length)) {
                wire.send(Code.BODY, chunk, length);
                if (agreed.has(Code.SILENT_BODY)) {
                    continue;
                }
                switch (next("the answer to the body")) {
                    case Answer.Continue() -> {}
                    case Answer.Skip() -> {
                        return Optional.empty();
                    }
                    case Answer.Final end -> {
                        return Optional.of(end);
                    }
                    case Answer.Change _, Answer.Progress _ -> throw outOfStep();
                }
            }
        }
        return Optional.empty();
    }

    /** A filter that agreed to be silent at this step is not waited for. */
    private Optional<Answer.Final> answer(Offer agreed, int silent, String what) throws MilterFault {
        if (agreed.has(silent)) {
            return Optional.empty();
        }
        return switch (next(what)) {
            case Answer.Continue() -> Optional.empty();
            case Answer.Final end -> Optional.of(end);
            case Answer.Skip _, Answer.Change _, Answer.Progress _ -> throw outOfStep();
        };
    }

    private Answer next(String what) throws MilterFault {
        Answer answer = Answer.of(wire.receive(what));
        while (answer instanceof Answer.Progress) {
            answer = Answer.of(wire.receive(what));
        }
        return answer;
    }

    private End atTheEnd() throws MilterFault {
        Head head = mail.head();
        Optional<String> quarantined = Optional.empty();
        while (true) {
            switch (Answer.of(wire.receive("the ruling", contentWithin))) {
                case Answer.Continue() -> {
                    return new End.Kept(head, quarantined);
                }
                case Answer.Final end -> {
                    return ended(end, head, quarantined);
                }
                case Answer.Add(Optional<Integer> index, HeaderField field) ->
                    head = index.isPresent() ? head.inserted(index.get(), field) : head.added(field);
                case Answer.Alter(int occurrence, String name, Optional<HeaderField> field) ->
                    head = head.changed(name, occurrence, field);
                case Answer.Quarantine(String why) -> quarantined = Optional.of(why);
                case Answer.Progress() -> {}
                case Answer.Skip() -> throw outOfStep();
            }
        }
    }

    private static End ended(Answer.Final end, Head head, Optional<String> quarantined) {
        return switch (end) {
            case Answer.Accept() -> new End.Kept(head, quarantined);
            case Answer.Discard() -> new End.Kept(head, Optional.of(quarantined.orElse(VANISH)));
            case Answer.Say(Reply reply) -> new End.Refused(reply);
        };
    }

    private static MilterFault outOfStep() {
        return new MilterFault("an answer out of step");
    }

    /** Name, family, port, address: no name is looked up, so that it is the address in brackets. */
    private byte[] peer() {
        boolean six = mail.envelope().peer().filter(Inet6Address.class::isInstance).isPresent();
        String text = "[" + address() + "]\0" + (six ? "6" : "4") + "\0\0" + address() + "\0";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An address as it goes over the wire, each char an octet (RFC 6531 section 3.3). */
    private static String octets(String address) {
        return new String(address.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private String address() {
        String address = mail.envelope().peer().map(InetAddress::getHostAddress).orElse("127.0.0.1");
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
