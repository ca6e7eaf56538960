// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text: one address, one text. Reads literals only; a name is never looked up. */
public final class AddressText {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:.]{2,45}");
    private static final int IPV6_GROUPS = 8;

    /** RFC 919 section 7. */
    public static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

    private AddressText() {}

    /** @return empty where the text is no address: a name, a range, a zone ({@code %eth0}), three parts or five */
    public static Optional<InetAddress> parse(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Four decimal parts, or the form of RFC 5952 section 4. */
    public static String of(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        int[] groups = groups(address.getAddress());
        int start = 0;
        int length = 0;
        for (int at = 0; at < IPV6_GROUPS; at++) {
            int zeros = zerosFrom(groups, at);
            if (zeros > length) {
                start = at;
                length = zeros;
            }
        }
        // RFC 5952 section 4.2.2: a single group of zeros is not shortened.
        return length < 2
                ? joined(groups, 0, IPV6_GROUPS)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, IPV6_GROUPS);
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[IPV6_GROUPS];
        for (int at = 0; at < IPV6_GROUPS; at++) {
            groups[at] = (bytes[2 * at] & 0xff) << 8 | (bytes[2 * at + 1] & 0xff);
        }
        return groups;
    }

    private static int zerosFrom(int[] groups, int from) {
        int end = from;
        while (end < IPV6_GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at++) {
            text.append(at == from ? "" : ":").append(Integer.toHexString(groups[at]));
        }
        return text.toString();
    }
}
