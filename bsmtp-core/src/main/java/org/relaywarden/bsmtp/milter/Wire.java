// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Packets: four bytes length, one byte kind, the data. All that comes is bounded in size and time. */
final class Wire {

    /** As Postfix: twice a body chunk; a header field that is longer does not fit in any mail. */
    static final int PACKET_BYTES_MAX = 2 * Code.CHUNK_BYTES;

    /** Of one conversation: nobody adds a megabyte of header, and progress is told once in a while. */
    private static final int BYTES_MAX = 1 << 20;

    private static final int PACKETS_MAX = 20_000;

    private static final int BUFFER_BYTES = 72 << 10;

    private final SocketChannel channel;
    private final Alarm alarm;
    private final Duration answerWithin;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int bytesCame;
    private int packetsCame;

    /** @param answerWithin the limit of each write, and of answers that are asked for without another one */
    Wire(SocketChannel channel, Alarm alarm, Duration answerWithin) {
        this.channel = channel;
        this.alarm = alarm;
        this.answerWithin = answerWithin;
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
    }

    /** Sends texts, each ended by a zero byte; each char is an octet. */
    void send(char kind, String... texts) throws MilterFault {
        byte[] data = (texts.length == 0 ? "" : String.join("\0", texts) + "\0").getBytes(StandardCharsets.ISO_8859_1);
        send(kind, data, data.length);
    }

    void send(char kind, byte[] data, int length) throws MilterFault {
        alarm.within(channel, answerWithin, "sending " + kind, () -> {
            out.writeInt(1 + length);
            out.writeByte(kind);
            out.write(data, 0, length);
            return length;
        });
    }

    /** What comes next, whatever it is; what we said goes out before. */
    Packet receive(String what, Duration within) throws MilterFault {
        return alarm.within(channel, within, what, () -> {
            out.flush();
            int length = in.readInt();
            if (length < 1 || length > PACKET_BYTES_MAX) {
                throw new EOFException("a packet of " + length + " bytes");
            }
            bytesCame += length;
            if (bytesCame > BYTES_MAX || ++packetsCame > PACKETS_MAX) {
                throw new EOFException("more than is listened to");
            }
            char kind = (char) in.readUnsignedByte();
            byte[] data = in.readNBytes(length - 1);
            if (data.length < length - 1) {
                throw new EOFException("half a packet, then the end");
            }
            return new Packet(kind, new String(data, StandardCharsets.ISO_8859_1));
        });
    }

    Packet receive(String what) throws MilterFault {
        return receive(what, answerWithin);
    }

    void flush() throws MilterFault {
        alarm.within(channel, answerWithin, "good-bye", () -> {
            out.flush();
            return true;
        });
    }

    /** One packet, as it came; each char of its data is an octet. */
    record Packet(char kind, String data) {}
}
