// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.FixedAddress;

/** Reads {@code 192.0.2.7}, {@code 192.0.2.7:2525}, {@code 2001:db8::7} or {@code [2001:db8::7]:2525}. */
final class AddressReader {

    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\[\\]]*)](?::(\\d{1,5}))?");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([\\d.]+):(\\d{1,5})");

    private static final String NO_ADDRESS = " is no IP address: write 192.0.2.7, 192.0.2.7:2525, 2001:db8::7"
            + " or [2001:db8::7]:2525, never a name";

    private AddressReader() {}

    /** @param fault gets what is wrong and what to do, to be put right behind the text */
    static Optional<FixedAddress> read(String text, Consumer<String> fault) {
        String literal = text;
        int port = Column.STANDARD_PORT;
        for (Pattern form : new Pattern[] {IN_BRACKETS, IPV4_WITH_PORT}) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                literal = matcher.group(1);
                port = matcher.group(2) == null ? port : Integer.parseInt(matcher.group(2));
            }
        }
        Optional<InetAddress> address = AddressText.parse(literal);
        String wrong = address.map(AddressReader::whyNotAHosts).orElse(NO_ADDRESS);
        if (wrong.isEmpty() && (port < 1 || port > 65_535)) {
            wrong = " has no port from 1 to 65535";
        }
        if (!wrong.isEmpty()) {
            fault.accept(wrong);
            return Optional.empty();
        }
        return Optional.of(new FixedAddress(address.orElseThrow(), port, false));
    }

    private static String whyNotAHosts(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress() || (bytes.length == 4 && bytes[0] == 0)) {
            return " is the unspecified address, no host's: give the fixed address of the mail server";
        }
        if (address.isMulticastAddress()) {
            return " is a multicast address, no host's: give the fixed address of the mail server";
        }
        if (address.equals(AddressText.BROADCAST)) {
            return " is the broadcast address, no host's: give the fixed address of the mail server";
        }
        return address.isLinkLocalAddress()
                ? " is a link-local address, not reached from here: give the fixed address of the mail server"
                : "";
    }
}
