// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.util.Optional;
import org.relaywarden.bsmtp.filter.HeaderField;
import org.relaywarden.bsmtp.smtp.Reply;

/** What a filter answers. */
sealed interface Answer {

    /** The next command is welcome. */
    record Continue() implements Answer {}

    /** It is still at work. */
    record Progress() implements Answer {}

    /** It has seen enough of the body. */
    record Skip() implements Answer {}

    /** That is all. */
    sealed interface Final extends Answer {}

    record Accept() implements Final {}

    /** Refused or put off, and this is to be said. */
    record Say(Reply reply) implements Final {}

    /** The message is to vanish without a word. */
    record Discard() implements Final {}

    /** What is to be done to the message, at its end only. */
    sealed interface Change extends Answer {}

    /** @param index 0 is the top; empty for the end of the header */
    record Add(Optional<Integer> index, HeaderField field) implements Change {}

    /** @param field empty to take it away */
    record Alter(int occurrence, String name, Optional<HeaderField> field) implements Change {}

    record Quarantine(String why) implements Change {}

    /**
     * Reads a packet.
     *
     * @throws MilterFault when it is none that we know, or not whole, or asks for what was not offered
     */
    static Answer of(Wire.Packet packet) throws MilterFault {
        String data = packet.data();
        return switch (packet.kind()) {
            case 'c' -> new Continue();
            case 'a' -> new Accept();
            case 'p' -> new Progress();
            case 's' -> new Skip();
            case 'd' -> new Discard();
            case 'r' -> new Say(SafeText.REFUSED);
            case 't' -> new Say(SafeText.PUT_OFF);
            // Connection failure and shutdown (421): the connection is ours to keep, the mail is put off.
            case 'f', '4' -> new Say(SafeText.PUT_OFF);
            case 'y' -> new Say(SafeText.reply(strings(data, 1)[0]));
            case 'h' -> new Add(Optional.empty(), field(data));
            case 'i' -> new Add(Optional.of(number(data)), field(data.substring(4)));
            case 'm' -> alter(number(data), data.substring(4));
            case 'q' -> new Quarantine(SafeText.line(strings(data, 1)[0]));
            case 'b', '+', '-', 'e', '2' -> throw new MilterFault("it asks for '" + packet.kind()
                    + "', which was not offered: bodies, senders and recipients stay as they came");
            default -> throw new MilterFault(String.format("an answer that is none, 0x%02x", (int) packet.kind()));
        };
    }

    private static HeaderField field(String data) throws MilterFault {
        String[] nameAndValue = strings(data, 2);
        try {
            return HeaderField.of(nameAndValue[0], nameAndValue[1]);
        } catch (IllegalArgumentException noName) {
            throw new MilterFault("it asks for a header field without a proper name", noName);
        }
    }

    private static Alter alter(int occurrence, String data) throws MilterFault {
        String[] nameAndValue = strings(data, 2);
        Optional<HeaderField> field =
                nameAndValue[1].isEmpty() ? Optional.empty() : Optional.of(field(data));
        return new Alter(occurrence, nameAndValue[0], field);
    }

    private static int number(String data) throws MilterFault {
        if (data.length() < 4) {
            throw new MilterFault("half an answer");
        }
        return data.charAt(0) << 24 | data.charAt(1) << 16 | data.charAt(2) << 8 | data.charAt(3);
    }

    /** So many texts, each ended by a zero byte, and nothing else. */
    private static String[] strings(String data, int count) throws MilterFault {
        String[] texts = data.split("\0", -1);
        if (texts.length != count + 1 || !texts[count].isEmpty()) {
            throw new MilterFault("half an answer");
        }
        return texts;
    }
}
