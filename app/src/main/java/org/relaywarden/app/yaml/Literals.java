// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses and ranges written out: a name is never looked up, so reading settings asks nobody. */
public final class Literals {

    /** Four numbers without leading zeros: {@code 010} is eight for some programs and ten for others. */
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern LISTENER =
            Pattern.compile("(?:\\[(?<six>[^\\]]*)\\]|(?<four>[^:\\[\\]]*)):(?<port>[0-9]{1,5})");
    private static final Pattern NETWORK = Pattern.compile("(?<base>[^/]*)/(?<prefix>[0-9]{1,3})");

    private static final int NAME_SERVER_PORT = 53;
    private static final String SOCKET = "unix:";
    private static final int SOCKET_PATH_BYTES_MAX = 107;

    public static final Kind.One<InetAddress> ADDRESS =
            new Kind.One<>("an IPv4 or IPv6 address such as 192.0.2.25 or 2001:db8::25", Literals::address);

    public static final Kind.One<InetSocketAddress> LISTENER_ADDRESS = new Kind.One<>(
            "an address and a port such as 127.0.0.1:2525 or '[::1]:2525' (in quotes)", Literals::listener);

    public static final Kind.One<InetSocketAddress> NAME_SERVER = new Kind.One<>(
            "an address such as 192.0.2.53, with a port where it is not 53: 127.0.0.1:5353 or '[::1]:5353' (in quotes)",
            text -> {
                InetSocketAddress server = LISTENER.matcher(text).matches()
                        ? listener(text)
                        : new InetSocketAddress(address(text), NAME_SERVER_PORT);
                if (server.getPort() == 0) {
                    throw new WrongValue("there is no port 0", "Write the port that it answers on, or none for 53.");
                }
                return server;
            });

    /** The same, or a socket in the file system, whose name has 107 bytes at most (unix(7)). */
    public static final Kind.One<SocketAddress> MILTER_ADDRESS = new Kind.One<>(
            "an address and a port such as 127.0.0.1:11332, or unix: and a path such as"
                    + " unix:/run/clamav/clamav-milter.ctl",
            Literals::milter);

    public static final Kind.One<Network> RANGE =
            new Kind.One<>("a range such as 192.0.2.0/24 or 2001:db8::/48", Literals::network);

    /** A single address is the range that holds it alone. */
    public static final Kind.One<Network> ADDRESS_OR_RANGE = new Kind.One<>(
            "an address or a range such as 192.0.2.25 or 192.0.2.0/24", text -> {
                if (text.contains("/")) {
                    return network(text);
                }
                InetAddress alone = address(text);
                return new Network(alone, alone.getAddress().length * 8);
            });

    private Literals() {}

    static InetAddress address(String text) throws WrongValue {
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException notAnAddress) {
                // Said below, together with what did not even look like one.
            }
        }
        throw new WrongValue("not an address", "Write " + ADDRESS.shape() + ", not a name.");
    }

    static InetSocketAddress listener(String text) throws WrongValue {
        Matcher parts = LISTENER.matcher(text);
        if (!parts.matches()) {
            throw new WrongValue("not an address with a port", "Write " + LISTENER_ADDRESS.shape() + ".");
        }
        String host = parts.group("six") == null ? parts.group("four") : parts.group("six");
        int port = Integer.parseInt(parts.group("port"));
        if (port > 65_535) {
            throw new WrongValue("there is no port " + port,
                    "Write a port of 1 to 65535, or 0 to let the system pick.");
        }
        return new InetSocketAddress(address(host), port);
    }

    private static SocketAddress milter(String text) throws WrongValue {
        if (!text.startsWith(SOCKET)) {
            InetSocketAddress address = listener(text);
            if (address.getPort() == 0) {
                throw new WrongValue("there is no port 0", "Write the port that the milter listens on.");
            }
            return address;
        }
        String path = text.substring(SOCKET.length());
        if (!path.startsWith("/") || path.getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_BYTES_MAX
                || path.chars().anyMatch(Character::isISOControl)) {
            throw new WrongValue("not the path of a socket", "Write a whole path of at most 107 bytes, such as"
                    + " unix:/run/clamav/clamav-milter.ctl.");
        }
        return UnixDomainSocketAddress.of(path);
    }

    static Network network(String text) throws WrongValue {
        Matcher parts = NETWORK.matcher(text);
        if (!parts.matches()) {
            throw new WrongValue("not a range", "Write " + RANGE.shape() + ".");
        }
        InetAddress base = address(parts.group("base"));
        int bits = base.getAddress().length * 8;
        int prefix = Integer.parseInt(parts.group("prefix"));
        if (prefix > bits) {
            throw new WrongValue("not a range", "Use a prefix of 0 to " + bits + ".");
        }
        Network meant = Network.around(base, prefix);
        if (!meant.base().equals(base)) {
            throw new WrongValue(
                    "bits are set behind the prefix",
                    "Write " + meant + " or " + base.getHostAddress() + "/" + bits + ".");
        }
        return meant;
    }

    static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException notFourNorSixteen) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, got " + bytes.length, notFourNorSixteen);
        }
    }
}
