// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.relaywarden.bsmtp.dns.NameServers.Family;
import org.relaywarden.bsmtp.dns.NameServers.MxRecord;

/** Asks for the MX records, then for the addresses of each. Thread-safe. */
final class AskedExchangers implements MailExchangers {

    /** More of them, and somebody plays with us; each costs two questions. */
    private static final int EXCHANGERS_MAX = 10;

    private static final String NO_ADDRESS = "has no address";

    private static final int QUESTIONS_AT_FULL_LENGTH = 3;

    private final NameServers servers;
    private final Duration answerWithin;

    AskedExchangers(NameServers servers, Duration answerWithin) {
        this.servers = servers;
        this.answerWithin = answerWithin;
    }

    @Override
    public Exchange of(String domain) {
        long until = System.nanoTime() + QUESTIONS_AT_FULL_LENGTH * answerWithin.toNanos();
        return switch (servers.exchangers(domain, left(until))) {
            case Answer.NoSuchName<MxRecord>() -> new Exchange.NoSuchDomain();
            case Answer.NoAnswer<MxRecord>(String words) -> new Exchange.NoAnswer(words);
            case Answer.NothingOfIt<MxRecord>() -> ofAddress(domain, until);
            case Answer.Found<MxRecord>(List<MxRecord> found) when isNullMx(found) -> new Exchange.NullMx();
            case Answer.Found<MxRecord>(List<MxRecord> found) -> new Exchange.Found(found.stream()
                    .sorted(Comparator.comparingInt(MxRecord::preference).thenComparing(MxRecord::name))
                    .limit(EXCHANGERS_MAX)
                    .map(record -> withAddresses(record, until))
                    .toList());
        };
    }

    /** RFC 7505 section 3: one record, whose name is the root. */
    private static boolean isNullMx(List<MxRecord> found) {
        return found.size() == 1 && found.getFirst().name().isEmpty();
    }

    private Exchange ofAddress(String domain, long until) {
        MailExchanger itself = withAddresses(new MxRecord(0, domain), until);
        // What can't be asked must not look like what is not there.
        return itself.addresses().isEmpty() && !itself.trouble().equals(NO_ADDRESS)
                ? new Exchange.NoAnswer(itself.trouble())
                : new Exchange.NoneButAddress(itself.addresses());
    }

    private MailExchanger withAddresses(MxRecord record, long until) {
        List<InetAddress> addresses = new ArrayList<>();
        String trouble = NO_ADDRESS;
        for (Family family : Family.values()) {
            switch (servers.addresses(record.name(), family, left(until))) {
                case Answer.Found<InetAddress>(List<InetAddress> found) -> addresses.addAll(found);
                case Answer.NothingOfIt<InetAddress>() -> { }
                case Answer.NoSuchName<InetAddress>() -> trouble = "there is no such name";
                case Answer.NoAnswer<InetAddress>(String words) -> trouble = words;
            }
        }
        return new MailExchanger(record.preference(), record.name(), addresses, addresses.isEmpty() ? trouble : "");
    }

    private Duration left(long until) {
        Duration left = Duration.ofNanos(Math.max(1, until - System.nanoTime()));
        return left.compareTo(answerWithin) < 0 ? left : answerWithin;
    }
}
