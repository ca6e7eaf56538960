// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.Names;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.SharedCommits;
import org.relaywarden.bsmtp.store.Store;

/** The sign-ons in the database. Thread-safe within one process. */
public final class StoredSignOns implements SignOns {

    private final Store store;
    private final Customers customers;
    private final SignOnJournal journal;
    private final SignOnSettings settings;
    private final InstantSource clock;
    private final Consumer<String> runs;

    /** Two reports about one login at once would each find no sign-on before them. */
    private final SharedCommits commits;

    /**
     * @param runs asks for a delivery run of this login; called after the commit, so it must be quick
     */
    public StoredSignOns(
            Store store,
            Customers customers,
            Journal journal,
            SignOnSettings settings,
            InstantSource clock,
            Consumer<String> runs) {
        this.store = store;
        commits = new SharedCommits(store);
        this.customers = customers;
        this.journal = new SignOnJournal(journal);
        this.settings = settings;
        this.clock = clock;
        this.runs = runs;
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    public static List<Class<?>> entities() {
        return List.of(SignOnEntity.class);
    }

    @Override
    public Recorded record(Accounting report) {
        Instant now = now();
        Accounting exact = at(report, now);
        return switch (report.kind()) {
            case START, INTERIM -> begin(exact, now);
            case STOP -> kept(exact, Names.lower(exact.login()), rules -> rules.end(exact, inTheBooks(exact)), now);
            case NAS_ON, NAS_OFF -> kept(exact, exact.nas(), rules -> rules.reset(exact), now);
        };
    }

    private Recorded begin(Accounting report, Instant now) {
        Optional<String> login = inTheBooks(report);
        if (login.isEmpty()) {
            Recorded unknown = new Recorded.UnknownLogin(report.login());
            journal.recorded(unknown, report.nas(), report.session());
            return unknown;
        }
        return kept(report, login.get(), rules -> rules.begin(report, login.get()), now);
    }

    /** The work in its turn and its transaction; what follows comes after the commit. */
    private Recorded kept(Accounting report, String key, Function<SessionRules, Recorded> work, Instant now) {
        return commits.in(key, session -> {
            SessionRules rules = new SessionRules(new SignOnBook(session), settings, now);
            Recorded what = work.apply(rules);
            int sessions = doubled(rules.open()).size();
            store.afterCommit(() -> tell(what, report.nas(), report.session(), key, sessions));
            return what;
        });
    }

    private void tell(Recorded what, String nas, String session, String login, int doubleSessions) {
        if (what instanceof Recorded.Delivers) {
            runs.accept(login);
        }
        journal.recorded(what, nas, session);
        if (doubleSessions > 0) {
            journal.doubled(login, doubleSessions);
        }
    }

    @Override
    public Recorded byHand(String login, String by) {
        checkText("who did it", by, 64);
        String name = Names.lower(login);
        if (!customers.hasLogin(name)) {
            return new Recorded.UnknownLogin(login);
        }
        Instant now = now();
        return commits.in(name, session -> {
            SignOnEntity row = new SignOnEntity(name, SignOn.Origin.BY_HAND, now);
            row.enteredBy = by;
            row.end(now, SignOn.Ending.BY_HAND);
            Recorded what = new SessionRules(new SignOnBook(session), settings, now).signOn(row);
            store.afterCommit(() -> tell(what, "", "", name, 0));
            return what;
        });
    }

    @Override
    public List<SignOn> history(String login, int max) {
        return read(book -> records(book.newest(Names.lower(login), max)));
    }

    @Override
    public Optional<SignOn> last(String login) {
        return read(book -> book.last(Names.lower(login), now()).map(SignOnEntity::signOn));
    }

    @Override
    public List<SignOn> open(String login) {
        return read(book -> records(book.open(Names.lower(login), settings.heardSince(now()))));
    }

    @Override
    public List<SignOn> doubleSignOn(String login) {
        return read(book -> records(doubled(book.open(Names.lower(login), settings.heardSince(now())))));
    }

    @Override
    public List<String> loginsWithDoubleSignOn() {
        return read(book -> book.loginsInTwoBundles(settings.heardSince(now())));
    }

    @Override
    public List<SignOn> clear(String login, String by, String why) {
        checkText("who did it", by, 64);
        checkText("why", why, 200);
        String name = Names.lower(login);
        Instant now = now();
        return commits.in(name, session -> {
            List<SignOnEntity> open = new SignOnBook(session).open(name, settings.heardSince(now));
            open.forEach(row -> row.end(now, SignOn.Ending.CLEARED, by, why));
            store.afterCommit(() -> journal.cleared(name, open.size(), by, why));
            return records(open);
        });
    }

    @Override
    public int purge(Instant before) {
        return read(book -> book.purge(before));
    }

    /** B16: more than one bundle is open; legs of one multilink are one. */
    private static List<SignOnEntity> doubled(List<SignOnEntity> open) {
        return open.stream().map(SignOnEntity::bundle).distinct().count() > 1 ? open : List.of();
    }

    private Optional<String> inTheBooks(Accounting report) {
        return Optional.of(Names.lower(report.login())).filter(customers::hasLogin);
    }

    /** No report is from the future, and the columns keep microseconds. */
    private static Accounting at(Accounting report, Instant now) {
        Instant happened = report.happenedAt().isAfter(now) ? now : report.happenedAt().truncatedTo(ChronoUnit.MICROS);
        return new Accounting(report.kind(), report.login(), report.nas(), report.reportedFrom(), report.session(),
                report.multiSession(), report.links(), report.channel(), report.framedAddress(),
                report.callingStation(), happened);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void checkText(String what, String text, int charactersMax) {
        if (text.isBlank() || text.length() > charactersMax || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + ": 1 to " + charactersMax + " characters, none of them a control character");
        }
    }

    private <T> T read(Function<SignOnBook, T> work) {
        return store.transaction(session -> work.apply(new SignOnBook(session)));
    }

    private static List<SignOn> records(List<SignOnEntity> rows) {
        return rows.stream().map(SignOnEntity::signOn).toList();
    }
}
