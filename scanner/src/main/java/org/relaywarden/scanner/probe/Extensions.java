// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.smtp.Reply;

/** What a host offers in its reply to EHLO (RFC 5321 section 4.1.1.1). Immutable. */
record Extensions(Set<String> keywords) {

    static final Extensions NONE = new Extensions(Set.of());

    static Extensions of(Reply welcome) {
        return new Extensions(welcome.lines().stream()
                .skip(1)
                .map(line -> line.strip().split("[ =]", 2)[0].toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean offer(String keyword) {
        return keywords.contains(keyword);
    }
}
