// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where mail comes in, and how much at a time. Immutable.
 *
 * @param name of the threads: {@code intake}, {@code smarthost}
 * @param listen port 0: the system picks one
 * @param listenTls where TLS comes before the first word (RFC 8314 section 3.3); mostly none
 * @param hostName what we call ourselves in the banner and in trace lines
 * @param messageBytesMax 64 KiB to 1 GiB (RFC 5321 section 4.5.3.1.7 asks for 64 KiB at least)
 * @param recipientsMax of one mail, at least 100 (RFC 5321 section 4.5.3.1.8)
 * @param mendsLineEndsOf peers, old devices of our own, whose lone CR and LF become CRLF; all others' mail is refused
 *     for them
 */
public record IntakeSettings(
        String name,
        List<InetSocketAddress> listen,
        List<InetSocketAddress> listenTls,
        String hostName,
        long messageBytesMax,
        int recipientsMax,
        Predicate<InetAddress> mendsLineEndsOf,
        SessionLimits limits) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,254})");

    public IntakeSettings {
        listen = List.copyOf(listen);
        listenTls = List.copyOf(listenTls);
        if (listen.isEmpty() && listenTls.isEmpty()) {
            throw new IllegalArgumentException("nowhere to listen");
        }
        if (!HOST.matcher(hostName).matches()) {
            throw new IllegalArgumentException("a host name is 1 to 255 letters, digits, hyphens and dots");
        }
        if (messageBytesMax < 64 << 10 || messageBytesMax > 1 << 30) {
            throw new IllegalArgumentException("messages of 64 KiB to 1 GiB, got " + messageBytesMax + " bytes");
        }
        if (recipientsMax < 100 || recipientsMax > 10_000) {
            throw new IllegalArgumentException("100 to 10000 recipients, got " + recipientsMax);
        }
    }

    /** On a port of the loopback address that the system picks; mails of 50 MiB to 1,000 recipients. */
    public static IntakeSettings defaults(String hostName) {
        return new IntakeSettings("intake", List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                List.of(), hostName, 50L << 20, 1_000, peer -> false, SessionLimits.defaults());
    }

    /** The same on other addresses. */
    public IntakeSettings withListen(List<InetSocketAddress> addresses) {
        return new IntakeSettings(
                name, addresses, listenTls, hostName, messageBytesMax, recipientsMax, mendsLineEndsOf, limits);
    }

    /** The same under another name, with addresses where TLS comes first. */
    public IntakeSettings named(String other, List<InetSocketAddress> addresses, List<InetSocketAddress> tlsAddresses) {
        return new IntakeSettings(
                other, addresses, tlsAddresses, hostName, messageBytesMax, recipientsMax, mendsLineEndsOf, limits);
    }

    /** The same with other limits. */
    public IntakeSettings withLimits(SessionLimits others) {
        return new IntakeSettings(
                name, listen, listenTls, hostName, messageBytesMax, recipientsMax, mendsLineEndsOf, others);
    }

    /** The same with other sizes of a mail. */
    public IntakeSettings withSizes(long messageBytes, int recipients) {
        return new IntakeSettings(
                name, listen, listenTls, hostName, messageBytes, recipients, mendsLineEndsOf, limits);
    }

    /** The same, with the lone CR and LF of these peers made CRLF. */
    public IntakeSettings withLineEndsMendedOf(Predicate<InetAddress> peers) {
        return new IntakeSettings(name, listen, listenTls, hostName, messageBytesMax, recipientsMax, peers, limits);
    }
}
