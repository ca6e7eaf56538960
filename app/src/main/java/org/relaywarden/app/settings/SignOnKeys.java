// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.time.Duration;
import java.util.List;

/** The part of the catalogue about sign-ons. */
final class SignOnKeys {

    static final Key<Duration> QUIET = fixed(
            "sign-on.quiet", Amounts.duration("0s", "1d"), "20m",
            "A login that comes online gets its waiting mail when its previous sign-on was longer ago than this, so that"
                    + " test dial-ins don't load the servers.");
    static final Key<Duration> SILENCE_MAX = fixed(
            "sign-on.silence-max", Amounts.duration("10m", "365d"), "1d",
            "A session that nothing was heard of for so long counts as ended, or a lost Stop would show a double sign-on"
                    + " for ever. Longer than the pause between two Interims of your access servers; where they send"
                    + " none, as long as a line stays up.");
    static final Key<Duration> HISTORY_KEPT = fixed(
            "sign-on.history-kept", Amounts.duration("1d", "3650d"), "90d",
            "How long it is kept who was online when. What is older is deleted each night.");

    private SignOnKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return List.of(QUIET, SILENCE_MAX, HISTORY_KEPT);
    }

    private static <T> Key<T> fixed(String path, Kind<T> kind, String yaml, String consequence) {
        return new Key<>(path, kind, new Key.Default.Fixed<>(yaml), consequence);
    }
}
