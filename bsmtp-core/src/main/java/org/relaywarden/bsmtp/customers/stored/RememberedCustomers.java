// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.Names;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;

/**
 * Remembers what each recipient of a mail and each delivery asks: asking the database took half of the time in which a
 * mail is taken, and a quarter of that in which many queues are emptied.
 * A name that is nobody's is remembered too, for those who try to relay ask about little else. Thread-safe.
 */
final class RememberedCustomers implements Customers {

    /** Of each kind. The longest name is 320 characters, a customer about half a kilobyte. */
    private static final int ANSWERS_MAX = 20_000;

    /** Only for who writes into the database itself: what this program changes is seen at once. */
    private static final Duration ANSWER_AGE_MAX = Duration.ofMinutes(1);

    private final Customers customers;
    private final Ticker ticker;

    /**
     * Replaced by an empty one after each change. An answer that was asked for before the change goes into the old one,
     * where nobody looks any more.
     */
    private volatile Answers answers;

    RememberedCustomers(Customers customers, Ticker ticker) {
        this.customers = customers;
        this.ticker = ticker;
        this.answers = new Answers(ticker);
    }

    private record Answers(
            Cache<String, Optional<Customer>> byLogin,
            Cache<String, Optional<Customer>> byMailbox,
            Cache<String, Optional<Customer>> byDomain,
            Cache<String, Optional<String>> newNames) {

        Answers(Ticker ticker) {
            this(cache(ticker), cache(ticker), cache(ticker), cache(ticker));
        }

        private static <T> Cache<String, T> cache(Ticker ticker) {
            return Caffeine.newBuilder()
                    .maximumSize(ANSWERS_MAX)
                    .expireAfterWrite(ANSWER_AGE_MAX)
                    .ticker(ticker)
                    .build();
        }
    }

    @Override
    public Optional<Customer> byMailbox(String localPart) {
        return remembered(answers.byMailbox(), Names.lower(localPart), customers::byMailbox);
    }

    @Override
    public Optional<Customer> byDomain(String domain) {
        return remembered(answers.byDomain(), Names.lower(domain), customers::byDomain);
    }

    @Override
    public Optional<String> newNameOf(String domain) {
        return remembered(answers.newNames(), Names.lower(domain), customers::newNameOf);
    }

    /** No lock is held while the database is asked: when it hangs, each waits for their own answer only. */
    private static <T> T remembered(Cache<String, T> cache, String name, Function<String, T> ask) {
        T known = cache.getIfPresent(name);
        if (known == null) {
            known = ask.apply(name);
            cache.put(name, known);
        }
        return known;
    }

    @Override
    public Optional<Customer> byLogin(String login) {
        return remembered(answers.byLogin(), Names.lower(login), customers::byLogin);
    }

    @Override
    public boolean hasLogin(String login) {
        return customers.hasLogin(login);
    }

    @Override
    public Optional<Customer> byAddress(InetAddress address) {
        return customers.byAddress(address);
    }

    @Override
    public List<Customer> all() {
        return customers.all();
    }

    @Override
    public List<Rename> renames(String login) {
        return customers.renames(login);
    }

    @Override
    public Renaming rename(String login, String oldName, String newName, String by, Instant at) {
        try {
            return customers.rename(login, oldName, newName, by, at);
        } finally {
            answers = new Answers(ticker);
        }
    }

    @Override
    public CustomerImport importCsv(InputStream csv, boolean dryRun) throws IOException {
        try {
            return customers.importCsv(csv, dryRun);
        } finally {
            answers = new Answers(ticker);
        }
    }
}
