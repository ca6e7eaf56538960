// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.customers.AddressText;

/** What a report means, held against the sessions that are known (decision 9). Within one transaction. */
final class SessionRules {

    /** Heard of later than this, a sign-on says little about who is there now; the retry (B4) comes anyway. */
    static final Duration AGE_MAX = Duration.ofMinutes(20);

    /** What comes under the name of a session after so long is another one: its server restarted and did not say so. */
    private static final Duration NAME_GIVEN_AGAIN_AFTER = Duration.ofDays(1);

    /** UDP keeps no order, and a server that gets no answer sends again: an Interim may come after the Stop. */
    private static final Duration OVERTAKEN_MAX = Duration.ofMinutes(1);

    private final SignOnBook book;
    private final SignOnSettings settings;
    private final Instant now;
    private List<SignOnEntity> open = List.of();

    SessionRules(SignOnBook book, SignOnSettings settings, Instant now) {
        this.book = book;
        this.settings = settings;
        this.now = now;
    }

    /** A Start, or an Interim, of somebody in the books. */
    Recorded begin(Accounting report, String login) {
        Optional<SignOnEntity> known = book.named(report.nas(), report.session());
        if (known.isPresent() && isSame(known.get(), report, login)) {
            return again(known.get(), report);
        }
        known.filter(row -> row.endedAt == null)
                .ifPresent(row -> row.end(report.happenedAt(), SignOn.Ending.REPLACED));
        freeChannel(report);
        List<SignOnEntity> before = book.open(login, settings.heardSince(now));
        Optional<SignOnEntity> firstLeg =
                before.stream().filter(row -> isLegOf(row, report)).findFirst();
        if (firstLeg.isPresent()) {
            SignOnEntity leg = row(report, login, SignOn.Origin.LEG);
            leg.bundle = firstLeg.get().bundle();
            book.add(leg);
            return new Recorded.Leg(login);
        }
        boolean started = report.kind() == Accounting.Kind.START;
        SignOnEntity row = row(report, login, started ? SignOn.Origin.START : SignOn.Origin.INTERIM);
        Recorded what = signOn(row);
        open = Stream.concat(before.stream(), Stream.of(row))
                .filter(each -> !each.seenAt.isBefore(settings.heardSince(now)))
                .toList();
        return what;
    }

    /** The sessions of the login that has signed on, the new one among them; none after any other report. */
    List<SignOnEntity> open() {
        return open;
    }

    /** Whose channel it was, whoever that was, is gone: the Stop was lost. */
    private void freeChannel(Accounting report) {
        if (report.kind() == Accounting.Kind.START && report.channel().isPresent()) {
            book.openOn(report.nas(), report.channel().get(), report.happenedAt())
                    .forEach(row -> row.end(report.happenedAt(), SignOn.Ending.CHANNEL_TAKEN));
        }
    }

    /** Adds the row, and decides whether it starts a delivery. */
    Recorded signOn(SignOnEntity row) {
        Optional<Instant> previous = book.last(row.login, now).map(before -> before.beganAt);
        Duration age = Duration.between(row.beganAt, now);
        Recorded what;
        if (age.compareTo(AGE_MAX) > 0) {
            what = new Recorded.TooLate(row.login, age);
        } else if (previous.isPresent()
                && Duration.between(previous.get(), row.beganAt).compareTo(settings.quiet()) <= 0) {
            // B6: longer than 20 minutes ago, so at 20 minutes sharp it is not yet.
            what = new Recorded.TooSoon(row.login, Duration.between(previous.get(), row.beganAt));
        } else {
            what = new Recorded.Delivers(row.login);
            row.askedForRun = true;
        }
        book.add(row);
        return what;
    }

    /** Whether a Start or an Interim under a known name is about that session, or about a new one of that name. */
    private static boolean isSame(SignOnEntity row, Accounting report, String login) {
        if (!row.login.equals(login)) {
            return false;
        }
        Instant at = report.happenedAt();
        boolean interim = report.kind() == Accounting.Kind.INTERIM;
        if (row.endedAt == null) {
            return interim || at.isBefore(row.beganAt.plus(NAME_GIVEN_AGAIN_AFTER));
        }
        if (!interim) {
            return !at.isAfter(row.endedAt);
        }
        return at.isBefore(row.endedAt.plus(isOnlyThoughtEnded(row) ? NAME_GIVEN_AGAIN_AFTER : OVERTAKEN_MAX));
    }

    /** Its own server did not say that it ended. */
    private static boolean isOnlyThoughtEnded(SignOnEntity row) {
        return row.ending == SignOn.Ending.CLEARED || row.ending == SignOn.Ending.CHANNEL_TAKEN;
    }

    /** A report of a session that is known. */
    private Recorded again(SignOnEntity row, Accounting report) {
        if (row.origin == SignOn.Origin.STOP && report.kind() == Accounting.Kind.START) {
            // Overtaken by its Stop: it was a sign-on, and B6 measures from it; but nobody is there any more.
            row.origin = SignOn.Origin.START;
            row.beganAt = report.happenedAt();
            return new Recorded.TooLate(row.login, Duration.between(row.beganAt, now));
        }
        if (report.kind() == Accounting.Kind.START) {
            return new Recorded.Duplicate(row.login);
        }
        if (row.seenAt.isBefore(report.happenedAt())) {
            row.seenAt = report.happenedAt();
        }
        // It lives, so it is shown (B16).
        if (row.endedAt != null && isOnlyThoughtEnded(row) && report.happenedAt().isAfter(row.endedAt)) {
            row.openAgain();
        }
        return new Recorded.GoesOn(row.login);
    }

    /** RFC 2866 sections 5.11 and 5.12: one name for all legs, or more than one link on one access server. */
    private static boolean isLegOf(SignOnEntity open, Accounting report) {
        if (report.multiSession().isPresent() && !open.multiSession.isEmpty()) {
            return open.multiSession.equals(report.multiSession().get());
        }
        return report.links() > 1 && open.nas.equals(report.nas());
    }

    /** A Stop. Of a session that was never heard of, the end is kept: its Start may yet come. */
    Recorded end(Accounting report, Optional<String> login) {
        Optional<SignOnEntity> known = book.named(report.nas(), report.session())
                .filter(row -> login.isEmpty() || row.login.equals(login.get()));
        if (known.isPresent()) {
            SignOnEntity row = known.get();
            if (row.ending == SignOn.Ending.STOPPED) {
                return new Recorded.Duplicate(row.login);
            }
            // What the help desk did stays written down: the Stop only bears it out.
            if (row.ending != SignOn.Ending.CLEARED) {
                row.end(report.happenedAt(), SignOn.Ending.STOPPED);
            }
            return new Recorded.Ended(row.login);
        }
        if (login.isEmpty()) {
            return new Recorded.UnknownLogin(report.login());
        }
        SignOnEntity row = row(report, login.get(), SignOn.Origin.STOP);
        row.end(report.happenedAt(), SignOn.Ending.STOPPED);
        book.add(row);
        return new Recorded.Ended(row.login);
    }

    /** RFC 2866 section 5.1: none of its sessions is left. */
    Recorded reset(Accounting report) {
        var open = book.openAt(report.nas(), report.happenedAt());
        open.forEach(row -> row.end(report.happenedAt(), SignOn.Ending.NAS_RESET));
        return new Recorded.NasReset(report.nas(), open.size());
    }

    private static SignOnEntity row(Accounting report, String login, SignOn.Origin origin) {
        SignOnEntity row = new SignOnEntity(login, origin, report.happenedAt());
        row.nas = report.nas();
        row.reportedFrom = AddressText.of(report.reportedFrom());
        row.session = report.session();
        row.multiSession = report.multiSession().orElse("");
        row.channel = report.channel().orElse("");
        row.framedAddress = report.framedAddress().map(AddressText::of).orElse("");
        row.callingStation = report.callingStation();
        return row;
    }
}
