// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Names;

/** Reads the values of one record; each fault names its column, and what to do. */
final class RowReader {

    private final long line;
    private final Function<Column, String> values;
    private final Faults faults;
    private boolean clean = true;

    RowReader(long line, Function<Column, String> values, Faults faults) {
        this.line = line;
        this.values = values;
        this.faults = faults;
    }

    /** Whether nothing was at fault so far. */
    boolean isClean() {
        return clean;
    }

    String login() {
        String login = lower(Column.LOGIN);
        if (login.isEmpty()) {
            return fault(Column.LOGIN, "is empty: give the account's login");
        }
        return Names.faultOfMailboxName(login)
                .map(fault -> fault(Column.LOGIN, shown(login) + " " + fault))
                .orElse(login);
    }

    List<String> aliases(String login) {
        return list(Column.ALIASES, alias -> alias.equals(login)
                ? Optional.of("is the login itself: leave it out")
                : Names.faultOfMailboxName(alias));
    }

    List<String> domains() {
        return list(Column.DOMAINS, Names::faultOfDomain);
    }

    <T> Optional<T> word(Column column, List<T> known, Function<T, String> wordOf, @Nullable T whenEmpty) {
        String typed = lower(column);
        if (typed.isEmpty() && whenEmpty != null) {
            return Optional.of(whenEmpty);
        }
        List<String> words = known.stream().map(wordOf).toList();
        int place = words.indexOf(typed);
        if (place >= 0) {
            return Optional.of(known.get(place));
        }
        String oneOf = "one of " + String.join(", ", words);
        fault(column, typed.isEmpty() ? "is empty: give " + oneOf : shown(typed) + " is not " + oneOf
                + NearestWord.to(typed, words).map(near -> ". Did you mean " + near + "?").orElse(""));
        return Optional.empty();
    }

    boolean yes(Column column) {
        return word(column, List.of(true, false), value -> value ? "yes" : "no", false).orElse(false);
    }

    Optional<LocalDate> testConsent() {
        String text = values.apply(Column.TEST_CONSENT);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notADate) {
            fault(Column.TEST_CONSENT, shown(text) + " is not a day: write it as 2026-03-31, or leave it empty");
            return Optional.empty();
        }
    }

    /** The addresses with the push target marked; with none named it is the first. */
    List<FixedAddress> addresses() {
        Map<InetAddress, Integer> ports = new LinkedHashMap<>();
        for (String text : blankSeparated(values.apply(Column.ADDRESSES))) {
            Optional<FixedAddress> fixed =
                    AddressReader.read(text, fault -> fault(Column.ADDRESSES, shown(text) + fault));
            if (fixed.isPresent() && ports.putIfAbsent(fixed.get().address(), fixed.get().port()) != null) {
                fault(Column.ADDRESSES, shown(text) + " stands here twice: one address has one mail server");
            }
        }
        Optional<InetAddress> target = pushTarget(ports);
        List<FixedAddress> addresses = new ArrayList<>();
        ports.forEach((address, port) ->
                addresses.add(new FixedAddress(address, port, target.filter(address::equals).isPresent())));
        return addresses;
    }

    private Optional<InetAddress> pushTarget(Map<InetAddress, Integer> ports) {
        String text = values.apply(Column.PUSH_TARGET);
        if (text.isEmpty()) {
            return ports.keySet().stream().findFirst();
        }
        Optional<FixedAddress> named =
                AddressReader.read(text, fault -> fault(Column.PUSH_TARGET, shown(text) + fault));
        if (named.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = named.get().address();
        boolean portNamed = AddressText.parse(text).isEmpty();
        Integer port = ports.get(address);
        if (port == null || (portNamed && port != named.get().port())) {
            fault(Column.PUSH_TARGET, shown(text) + " is none of the addresses: name one of them, or leave it empty");
        }
        return Optional.of(address);
    }

    /** The good ones of a list, each once. */
    private List<String> list(Column column, Function<String, Optional<String>> faultOf) {
        Set<String> good = new LinkedHashSet<>();
        for (String item : blankSeparated(lower(column))) {
            Optional<String> fault = faultOf.apply(item);
            if (fault.isPresent()) {
                fault(column, shown(item) + " " + fault.get());
            } else if (!good.add(item)) {
                fault(column, shown(item) + " stands here twice: leave one out");
            }
        }
        return List.copyOf(good);
    }

    private static List<String> blankSeparated(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split("\\s+"));
    }

    private String lower(Column column) {
        return Names.lower(values.apply(column));
    }

    private String fault(Column column, String reason) {
        clean = false;
        faults.add(line, column, reason);
        return "";
    }

    private static String shown(String value) {
        return CustomerFile.shown(value);
    }
}
