// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A milter that says what it is told to, over a real socket. Each char of its texts is an octet. */
final class ScriptedMilter implements AutoCloseable {

    /** Instead of an answer: hang up. */
    static final String HANG_UP = "HANG UP";

    /** Instead of an answer: nothing, for ever. */
    static final String SILENCE = "SILENCE";

    private static final Set<Character> UNANSWERED = Set.of('D', 'A', 'Q');

    private final ServerSocketChannel server;
    private final Map<Character, String> answers = new ConcurrentHashMap<>();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch silent = new CountDownLatch(1);
    private int steps;
    private int version = 6;

    private ScriptedMilter(ServerSocketChannel server) {
        this.server = server;
        Thread.ofVirtual().name("scripted-milter").start(this::accept);
    }

    static ScriptedMilter onTcp() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new ScriptedMilter(server);
    }

    static ScriptedMilter onUnix(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new ScriptedMilter(server);
    }

    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    /** What it asks for at the beginning: steps to leave out, answers to be spared. */
    ScriptedMilter wants(int bits) {
        steps = bits;
        return this;
    }

    ScriptedMilter speaks(int other) {
        version = other;
        return this;
    }

    /** What it says to a command: whole packets, {@link #HANG_UP} or {@link #SILENCE}. Else it says continue. */
    ScriptedMilter at(char command, String bytes) {
        answers.put(command, bytes);
        return this;
    }

    /** A packet. */
    static String packet(char kind, String data) {
        int length = 1 + data.length();
        return "" + (char) (length >>> 24) + (char) (length >>> 16 & 0xff) + (char) (length >>> 8 & 0xff)
                + (char) (length & 0xff) + kind + data;
    }

    static String add(String name, String value) {
        return packet('h', name + "\0" + value + "\0");
    }

    static String insert(int index, String name, String value) {
        return packet('i', "\0\0\0" + (char) index + name + "\0" + value + "\0");
    }

    static String change(int index, String name, String value) {
        return packet('m', "\0\0\0" + (char) index + name + "\0" + value + "\0");
    }

    static final String GO_ON = packet('c', "");

    /** All that came, a packet each: the kind and the data. */
    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** The data of the packets of one kind. */
    List<String> heard(char kind) {
        return heard().stream().filter(packet -> packet.charAt(0) == kind).map(packet -> packet.substring(1)).toList();
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel peer = server.accept();
                open.add(peer);
                Thread.ofVirtual().name("scripted-milter-talk").start(() -> talk(peer));
            }
        } catch (IOException closed) {
            silent.countDown();
        }
    }

    private void talk(SocketChannel peer) {
        try (peer) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(peer));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(peer));
            while (true) {
                byte[] packet = in.readNBytes(in.readInt());
                heard.add(new String(packet, StandardCharsets.ISO_8859_1));
                String answer = answerTo((char) packet[0]);
                if (answer.equals(HANG_UP)) {
                    return;
                }
                if (answer.equals(SILENCE)) {
                    silent.await();
                }
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException gone) {
            open.remove(peer);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private String answerTo(char command) throws IOException {
        if (answers.containsKey(command)) {
            return answers.get(command);
        }
        if (command == 'O') {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream numbers = new DataOutputStream(bytes);
            numbers.writeInt(version);
            numbers.writeInt(0x1ff);
            numbers.writeInt(steps);
            return packet('O', bytes.toString(StandardCharsets.ISO_8859_1));
        }
        return UNANSWERED.contains(command) || isSilentAt(command) ? "" : GO_ON;
    }

    private boolean isSilentAt(char command) {
        int bit = switch (command) {
            case 'C' -> Code.SILENT_CONNECT;
            case 'H' -> Code.SILENT_HELO;
            case 'M' -> Code.SILENT_MAIL;
            case 'R' -> Code.SILENT_RECIPIENT;
            case 'T' -> Code.SILENT_DATA;
            case 'L' -> Code.SILENT_HEADER;
            case 'N' -> Code.SILENT_END_OF_HEADER;
            case 'B' -> Code.SILENT_BODY;
            default -> 0;
        };
        return (steps & bit) != 0;
    }

    @Override
    public void close() throws IOException {
        silent.countDown();
        server.close();
        for (SocketChannel peer : open) {
            peer.close();
        }
    }
}
