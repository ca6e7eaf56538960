// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.journal.Visible;
import tools.jackson.databind.json.JsonMapper;

/** Prints objects as JSON, one a line, so that a reader needs no end to begin. Addresses and instants go as text. */
public final class JsonLines {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int LINE_CHARACTERS_MAX = 1_000;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field; what is empty goes as null, so that every line has the same fields. */
    public JsonLines with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Prints the object as one line. */
    public void printTo(PrintStream out) {
        out.println(MAPPER.writeValueAsString(plain()));
    }

    /** Prints the fields for people, one a line. */
    public void printPlainTo(PrintStream out) {
        plain().forEach((name, value) -> {
            String text = value instanceof List<?> list ? joined(list) : shown(value);
            out.println(name + ": " + Visible.of(text, LINE_CHARACTERS_MAX));
        });
    }

    private static String joined(List<?> list) {
        return list.isEmpty() ? "-" : list.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isPresent() ? plain(optional.get()) : null;
            case InetAddress address -> AddressText.of(address);
            case Instant instant -> instant.toString();
            case Enum<?> word -> word.name();
            default -> value;
        };
    }
}
