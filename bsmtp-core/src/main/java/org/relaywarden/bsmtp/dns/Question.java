// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.AddressText;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** One question, put to one server after the other, round by round, until one answers or time is up. For one thread. */
final class Question {

    /** A datagram gets lost now and then; who has not answered by then is asked again. */
    private static final Duration TRY_MAX = Duration.ofSeconds(2);

    /** RFC 1034 section 3.6.2 wants none behind another; some chain a few. */
    private static final int ALIASES_MAX = 8;

    private final Record question;
    private final List<InetSocketAddress> servers;
    private final Map<InetSocketAddress, String> excuses = new LinkedHashMap<>();

    Question(Record question, List<InetSocketAddress> servers) {
        this.question = question;
        this.servers = servers;
    }

    Answer<Record> ask(Duration within) {
        long until = System.nanoTime() + within.toNanos();
        List<InetSocketAddress> willing = new ArrayList<>(servers);
        while (!willing.isEmpty()) {
            for (InetSocketAddress server : List.copyOf(willing)) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return new Answer.NoAnswer<>(excuses());
                }
                Tried tried = put(server, Math.min(left, TRY_MAX.toNanos()));
                switch (tried) {
                    case Tried.Answered(Answer<Record> answer) -> {
                        return answer;
                    }
                    case Tried.Declined(String words) -> {
                        excuses.put(server, words);
                        willing.remove(server);
                    }
                    case Tried.Silent() -> excuses.put(server, "was silent");
                }
            }
        }
        return new Answer.NoAnswer<>(excuses());
    }

    private sealed interface Tried {

        record Answered(Answer<Record> answer) implements Tried {}

        /** It will not say anything else if asked again at once. */
        record Declined(String words) implements Tried {}

        record Silent() implements Tried {}
    }

    private Tried put(InetSocketAddress server, long nanos) {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(Duration.ofNanos(nanos));
        try {
            return read(resolver.sendAsync(Message.newQuery(question))
                    .toCompletableFuture()
                    .get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException silent) {
            return new Tried.Silent();
        } catch (ExecutionException failed) {
            // The library's own time limit comes as an exception whose text is the only mark of it.
            String words = String.valueOf(failed.getCause() == null ? failed : failed.getCause().getMessage());
            return words.contains("imed out") ? new Tried.Silent() : new Tried.Declined("failed: " + words);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Tried.Declined("was not waited for, the program stops");
        }
    }

    private Tried read(Message answer) {
        int code = answer.getRcode();
        if (code == Rcode.NXDOMAIN) {
            return new Tried.Answered(new Answer.NoSuchName<>());
        }
        if (code != Rcode.NOERROR) {
            return new Tried.Declined("answered " + Rcode.string(code));
        }
        List<Record> records = recordsOf(answer.getSection(Section.ANSWER));
        return new Tried.Answered(records.isEmpty() ? new Answer.NothingOfIt<>() : new Answer.Found<>(records));
    }

    /** Those that answer the question, past aliases: what else a server puts there is none of our business. */
    private List<Record> recordsOf(List<Record> section) {
        Name name = question.getName();
        for (int alias = 0; alias <= ALIASES_MAX; alias++) {
            Name owner = name;
            List<Record> found = section.stream()
                    .filter(record -> record.getName().equals(owner) && record.getType() == question.getType())
                    .toList();
            var next = section.stream()
                    .filter(record -> record.getName().equals(owner))
                    .filter(CNAMERecord.class::isInstance)
                    .map(record -> ((CNAMERecord) record).getTarget())
                    .findFirst();
            if (!found.isEmpty() || next.isEmpty()) {
                return found;
            }
            name = next.get();
        }
        return List.of();
    }

    private String excuses() {
        return excuses.isEmpty()
                ? "no time was left to ask"
                : excuses.entrySet().stream()
                        .map(entry -> "name server " + AddressText.of(entry.getKey().getAddress()) + " "
                                + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
