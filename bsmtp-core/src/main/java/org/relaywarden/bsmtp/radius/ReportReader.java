// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.signon.Accounting;

/** Reads what a packet reports (RFC 2866 section 5, RFC 2869 section 5.3). */
final class ReportReader {

    private static final int USER_NAME = 1;
    private static final int NAS_IP_ADDRESS = 4;
    private static final int NAS_PORT = 5;
    private static final int FRAMED_IP_ADDRESS = 8;
    private static final int CALLING_STATION_ID = 31;
    private static final int NAS_IDENTIFIER = 32;
    private static final int STATUS_TYPE = 40;
    private static final int DELAY_TIME = 41;
    private static final int SESSION_ID = 44;
    private static final int MULTI_SESSION_ID = 50;
    private static final int LINK_COUNT = 51;
    private static final int NAS_PORT_TYPE = 61;
    private static final int NAS_PORT_ID = 87;
    private static final int NAS_IPV6_ADDRESS = 95;

    private static final int WORD_MAX = 128;

    /** Older is old enough, whatever a server says. */
    private static final Duration DELAY_MAX = Duration.ofDays(1);

    /** RFC 2865 section 5.41: 0 to 4 are lines of modems and ISDN, which carry one call; others many sessions. */
    private static final long LAST_TYPE_OF_CALLS = 4;

    private final Set<String> realms;

    ReportReader(Set<String> realms) {
        this.realms = realms;
    }

    /**
     * Empty for a report that is about no session: one of another status type, or without its session's name. It is
     * answered all the same, or it would be sent again for ever.
     */
    Optional<Accounting> read(Packet packet, InetAddress source, Instant receivedAt) {
        Optional<Accounting.Kind> kind = number(packet, STATUS_TYPE).flatMap(ReportReader::kind);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        boolean ofServer = kind.get() == Accounting.Kind.NAS_ON || kind.get() == Accounting.Kind.NAS_OFF;
        String session = packet.first(SESSION_ID).map(ReportReader::word).orElse("");
        if (session.isEmpty() && !ofServer) {
            return Optional.empty();
        }
        return Optional.of(new Accounting(
                kind.get(),
                ofServer ? "" : login(packet),
                nas(packet, source),
                source,
                ofServer ? "" : session,
                packet.first(MULTI_SESSION_ID).map(ReportReader::word).filter(name -> !name.isEmpty()),
                number(packet, LINK_COUNT).map(count -> Math.clamp(count, 1, 1_000)).orElse(1),
                channel(packet),
                packet.first(FRAMED_IP_ADDRESS).flatMap(one -> address(one, 4)),
                packet.first(CALLING_STATION_ID).map(one -> Visible.of(one.value(), WORD_MAX)).orElse(""),
                receivedAt.minus(delay(packet))));
    }

    private static Optional<Accounting.Kind> kind(long status) {
        return switch ((int) Math.min(status, Integer.MAX_VALUE)) {
            case 1 -> Optional.of(Accounting.Kind.START);
            case 2 -> Optional.of(Accounting.Kind.STOP);
            case 3 -> Optional.of(Accounting.Kind.INTERIM);
            case 7 -> Optional.of(Accounting.Kind.NAS_ON);
            case 8 -> Optional.of(Accounting.Kind.NAS_OFF);
            default -> Optional.empty();
        };
    }

    /**
     * How long it was tried to send this (RFC 2866 section 5.2). The server's own time of day says nothing: many a
     * server has none, or one of another zone.
     */
    private static Duration delay(Packet packet) {
        Duration said = number(packet, DELAY_TIME).map(Duration::ofSeconds).orElse(Duration.ZERO);
        return said.compareTo(DELAY_MAX) > 0 ? DELAY_MAX : said;
    }

    private static Optional<String> channel(Packet packet) {
        if (number(packet, NAS_PORT_TYPE).filter(type -> type <= LAST_TYPE_OF_CALLS).isEmpty()) {
            return Optional.empty();
        }
        return number(packet, NAS_PORT)
                .map(String::valueOf)
                .or(() -> packet.first(NAS_PORT_ID).map(ReportReader::word).filter(name -> !name.isEmpty()));
    }

    private String login(Packet packet) {
        String name = packet.first(USER_NAME)
                .map(one -> new String(one.value(), StandardCharsets.UTF_8))
                .orElse("");
        int at = name.lastIndexOf('@');
        boolean ours = at > 0 && realms.contains(name.substring(at + 1).toLowerCase(Locale.ROOT));
        return ours ? name.substring(0, at) : name;
    }

    private static String nas(Packet packet, InetAddress source) {
        return packet.first(NAS_IP_ADDRESS)
                .flatMap(one -> address(one, 4))
                .or(() -> packet.first(NAS_IPV6_ADDRESS).flatMap(one -> address(one, 16)))
                .map(AddressText::of)
                .or(() -> packet.first(NAS_IDENTIFIER).map(ReportReader::word).filter(name -> !name.isEmpty()))
                .orElseGet(() -> AddressText.of(source));
    }

    private static Optional<InetAddress> address(Packet.Attribute one, int bytes) {
        try {
            return one.value().length == bytes
                    ? Optional.of(InetAddress.getByAddress(one.value()))
                    : Optional.empty();
        } catch (UnknownHostException otherLength) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(Packet packet, int type) {
        return packet.first(type)
                .filter(one -> one.value().length == 4)
                .map(one -> Long.parseLong(HexFormat.of().formatHex(one.value()), 16));
    }

    /** A name as it is, where it is printable ASCII and not too long; else a digest that tells it from others. */
    private static String word(Packet.Attribute one) {
        String text = new String(one.value(), StandardCharsets.ISO_8859_1);
        if (text.length() <= WORD_MAX && text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return text;
        }
        try {
            return "sha256:"
                    + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(one.value()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
