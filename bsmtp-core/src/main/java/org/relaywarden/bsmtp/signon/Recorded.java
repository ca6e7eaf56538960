// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Duration;

/** What a report was. All of it that is to be kept is committed. */
public sealed interface Recorded {

    /** A sign-on after more than 20 minutes without one (B6): a delivery run was asked for. */
    record Delivers(String login) implements Recorded {}

    /** A sign-on, 20 minutes or less after the one before (B6): recorded, starts nothing. */
    record TooSoon(String login, Duration sincePrevious) implements Recorded {}

    /** A sign-on that was heard of too late, or after its end: recorded, starts nothing. */
    record TooLate(String login, Duration age) implements Recorded {}

    /** A session that is known already. */
    record Duplicate(String login) implements Recorded {}

    /** One more line of a multilink: no sign-on (decision 9). */
    record Leg(String login) implements Recorded {}

    /** A known session goes on. */
    record GoesOn(String login) implements Recorded {}

    /** A session ended, or had ended already. */
    record Ended(String login) implements Recorded {}

    /** An access server went on or off: so many of its sessions were open, and are closed. */
    record NasReset(String nas, int closed) implements Recorded {}

    /** Nobody in the books: nothing is kept. {@code login} is a stranger's text. */
    record UnknownLogin(String login) implements Recorded {}
}
