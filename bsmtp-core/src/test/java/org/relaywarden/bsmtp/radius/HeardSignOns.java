// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.signon.Accounting;
import org.relaywarden.bsmtp.signon.Recorded;
import org.relaywarden.bsmtp.signon.SignOn;
import org.relaywarden.bsmtp.signon.SignOns;

/** Keeps what is reported, after it has done what the test wants done first. */
final class HeardSignOns implements SignOns {

    final List<Accounting> heard = new CopyOnWriteArrayList<>();
    volatile Consumer<Accounting> first = report -> {};

    @Override
    public Recorded record(Accounting report) {
        first.accept(report);
        heard.add(report);
        return new Recorded.Delivers(report.login());
    }

    @Override
    public Recorded byHand(String login, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SignOn> history(String login, int max) {
        return List.of();
    }

    @Override
    public Optional<SignOn> last(String login) {
        return Optional.empty();
    }

    @Override
    public List<SignOn> open(String login) {
        return List.of();
    }

    @Override
    public List<SignOn> doubleSignOn(String login) {
        return List.of();
    }

    @Override
    public List<String> loginsWithDoubleSignOn() {
        return List.of();
    }

    @Override
    public List<SignOn> clear(String login, String by, String why) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purge(Instant before) {
        return 0;
    }
}
