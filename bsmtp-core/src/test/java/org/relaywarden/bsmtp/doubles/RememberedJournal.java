// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;

/** A journal that can be asked what was written. */
public final class RememberedJournal implements Journal {

    /** One line. */
    public record Fact(String id, String fact, Map<String, String> fields) {}

    private final List<Fact> facts = new CopyOnWriteArrayList<>();
    private final Map<Counter, Long> counted = new ConcurrentHashMap<>();

    @Override
    public void fact(String id, String fact, Map<String, ?> fields) {
        Map<String, String> texts = new ConcurrentHashMap<>();
        fields.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        facts.add(new Fact(id, fact, texts));
    }

    @Override
    public void count(Counter counter) {
        counted.merge(counter, 1L, Long::sum);
    }

    @Override
    public long counted(Counter counter) {
        return counted.getOrDefault(counter, 0L);
    }

    /** All of it, to look for what must not be there. */
    public String text() {
        return facts.toString();
    }

    /** Every line of this kind. */
    public List<Fact> of(String fact) {
        return facts.stream().filter(line -> line.fact().equals(fact)).toList();
    }
}
