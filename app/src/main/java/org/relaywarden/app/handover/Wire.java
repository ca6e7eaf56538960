// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a command and its words go over the socket. There: a mark, the working folder, the arguments. Back: frames of one
 * byte kind, four bytes length and the bytes themselves; the first one says that the command was taken, the last one
 * holds the exit code.
 */
final class Wire {

    /** Changes with the format, so that an older program is not misunderstood. */
    private static final int MARK = 0x52570001;

    private static final int ARGUMENTS_MAX = 1_000;
    private static final int ARGUMENT_BYTES_MAX = 100_000;
    private static final int FRAME_BYTES_MAX = 64 * 1024;

    private static final int TAKEN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int EXIT = 3;

    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(SocketChannel channel) {
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        out = new DataOutputStream(Channels.newOutputStream(channel));
    }

    /** The asking side: sends the command, copies its words, answers its exit code; empty when it was not taken. */
    OptionalInt ask(Request request, PrintStream toOut, PrintStream toErr) throws IOException {
        try {
            send(request);
            if (in.readUnsignedByte() != TAKEN) {
                throw new IOException("an answer that this program does not know: it is of another version");
            }
            readBytes(FRAME_BYTES_MAX);
        } catch (EOFException | SocketException closing) {
            return OptionalInt.empty();
        }
        while (true) {
            int kind = readKind();
            byte[] bytes = readBytes(FRAME_BYTES_MAX);
            switch (kind) {
                case OUT -> copy(bytes, toOut);
                case ERR -> copy(bytes, toErr);
                case EXIT -> {
                    return OptionalInt.of(bytes[0]);
                }
                default -> throw new IOException("an answer of kind " + kind + ", which this program does not know");
            }
        }
    }

    private void send(Request request) throws IOException {
        out.writeInt(MARK);
        writeText(request.workingFolder().toString());
        out.writeInt(request.arguments().size());
        for (String argument : request.arguments()) {
            writeText(argument);
        }
        out.flush();
    }

    private int readKind() throws IOException {
        try {
            return in.readUnsignedByte();
        } catch (EOFException gone) {
            throw new IOException("the program that runs the command ended before the command was done", gone);
        }
    }

    private static void copy(byte[] bytes, PrintStream to) {
        to.write(bytes, 0, bytes.length);
        to.flush();
    }

    /** The answering side: what is asked. */
    Request readRequest() throws IOException {
        if (in.readInt() != MARK) {
            throw new IOException("a request that this program does not know");
        }
        try {
            Path folder = Path.of(readText());
            int count = in.readInt();
            if (count < 0 || count > ARGUMENTS_MAX) {
                throw new IOException("at most " + ARGUMENTS_MAX + " arguments, got " + count);
            }
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.add(readText());
            }
            return new Request(folder, arguments);
        } catch (InvalidPathException notAPath) {
            throw new IOException("a working folder that is no path", notAPath);
        }
    }

    void sendTaken() throws IOException {
        send(TAKEN, new byte[0], 0, 0);
    }

    PrintStream standardOutput() {
        return new PrintStream(new Framed(OUT), true, StandardCharsets.UTF_8);
    }

    PrintStream standardError() {
        return new PrintStream(new Framed(ERR), true, StandardCharsets.UTF_8);
    }

    void sendExit(int code) throws IOException {
        send(EXIT, new byte[] {(byte) code}, 0, 1);
    }

    private synchronized void send(int kind, byte[] bytes, int offset, int length) throws IOException {
        out.writeByte(kind);
        out.writeInt(length);
        out.write(bytes, offset, length);
        out.flush();
    }

    private void writeText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > ARGUMENT_BYTES_MAX) {
            throw new IOException("an argument of more than " + ARGUMENT_BYTES_MAX + " bytes can't be handed over");
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private String readText() throws IOException {
        return new String(readBytes(ARGUMENT_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private byte[] readBytes(int max) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > max) {
            throw new IOException("at most " + max + " bytes, got " + length);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the other side ended in the middle");
        }
        return bytes;
    }

    /** What is written goes out as frames of one kind. */
    private final class Framed extends OutputStream {

        private final int kind;

        Framed(int kind) {
            this.kind = kind;
        }

        @Override
        public void write(int single) throws IOException {
            send(kind, new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += FRAME_BYTES_MAX) {
                send(kind, bytes, offset + at, Math.min(FRAME_BYTES_MAX, length - at));
            }
        }
    }
}
