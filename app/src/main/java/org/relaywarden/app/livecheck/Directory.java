// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.dns.Answer;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.dns.NameServers.Family;
import org.relaywarden.bsmtp.dns.NameServers.MxRecord;

/** What DNS says, or why it says nothing, in the words of a check. Each question has its time. Thread-safe. */
final class Directory {

    private final NameServers servers;
    private final Duration within;

    Directory(NameServers servers, Duration within) {
        this.servers = servers;
        this.within = within;
    }

    /**
     * What was asked for.
     *
     * @param values none where {@code trouble} says why
     * @param trouble a clause; empty where there are values
     * @param silent whether nobody answered, which says nothing about the name
     */
    record Entry<T>(List<T> values, String trouble, boolean silent) {
        Entry {
            values = List.copyOf(values);
        }

        private static <T> Entry<T> of(Answer<T> answer, String name, String kind) {
            return switch (answer) {
                case Answer.Found<T>(List<T> values) -> new Entry<>(values, "", false);
                case Answer.NothingOfIt<T>() -> new Entry<>(List.of(), name + " has no " + kind, false);
                case Answer.NoSuchName<T>() -> new Entry<>(List.of(), "there is no name " + name, false);
                case Answer.NoAnswer<T>(String words) ->
                        new Entry<>(List.of(), "DNS did not answer about " + name + ": " + words, true);
            };
        }
    }

    /** IPv4 first. */
    Entry<InetAddress> addresses(String name) {
        List<InetAddress> all = new ArrayList<>();
        Entry<InetAddress> without = new Entry<>(List.of(), "", false);
        for (Family family : Family.values()) {
            Entry<InetAddress> some = Entry.of(servers.addresses(name, family, within), name, "address");
            all.addAll(some.values());
            without = some.values().isEmpty() && !without.silent() ? some : without;
        }
        return all.isEmpty() ? without : new Entry<>(all, "", false);
    }

    /** The preferred first (RFC 5321 section 5.1). */
    Entry<MxRecord> exchangers(String domain) {
        Entry<MxRecord> found = Entry.of(servers.exchangers(domain, within), domain, "MX record");
        List<MxRecord> sorted = found.values().stream()
                .sorted(Comparator.comparingInt(MxRecord::preference).thenComparing(MxRecord::name))
                .toList();
        return new Entry<>(sorted, found.trouble(), found.silent());
    }

    Entry<String> names(InetAddress address) {
        Entry<String> found = Entry.of(servers.names(address, within), AddressText.of(address), "name in DNS");
        return found.values().isEmpty() && !found.silent()
                ? new Entry<>(List.of(), AddressText.of(address) + " has no name in DNS", false)
                : found;
    }

    /** The SPF record as it stands, for people. */
    Optional<String> senderPolicy(String domain) {
        return Entry.of(servers.texts(domain, within), domain, "text").values().stream()
                .filter(text -> text.startsWith("v=spf1"))
                .findFirst();
    }

    NameServers servers() {
        return servers;
    }

    static String texts(List<InetAddress> addresses) {
        return addresses.stream().map(AddressText::of).collect(Collectors.joining(", "));
    }
}
