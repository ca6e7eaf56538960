// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who signed on, and what follows (B5, B6, B12, B16). Thread-safe. */
public interface SignOns {

    /**
     * Records a report; when this returns it is committed. A sign-on that starts a delivery asks for the run after the
     * commit: the host on the other side may be another computer (B12), and the run finds that out by itself.
     *
     * @throws org.relaywarden.bsmtp.store.StoreException when it could not be recorded: give no answer, it comes again
     */
    Recorded record(Accounting report);

    /**
     * A sign-on by an operator's command, under the same rule (B6).
     *
     * @param by who, 1 to 64 characters without control characters
     */
    Recorded byHand(String login, String by);

    /** The newest first, at most so many. */
    List<SignOn> history(String login, int max);

    /** The last sign-on, legs aside (B18). */
    Optional<SignOn> last(String login);

    /**
     * The open sessions, oldest first. One that nothing was heard of for long counts as ended ({@link
     * SignOnSettings#silenceMax}), or a lost Stop would show a double sign-on for ever; the next report about it opens
     * it again.
     */
    List<SignOn> open(String login);

    /** The sessions of a double sign-on, all of them, oldest first; empty when there is none (B16). */
    List<SignOn> doubleSignOn(String login);

    /** Every login with a double sign-on, sorted. */
    List<String> loginsWithDoubleSignOn();

    /**
     * Closes all open sessions of a login in our records (B16), and writes down who did and why. A session that its
     * access server reports again afterwards is open again.
     *
     * @param by who, 1 to 64 characters without control characters
     * @param why the reason, 1 to 200 characters without control characters
     * @return what was closed, for whoever tells the access servers
     */
    List<SignOn> clear(String login, String by, String why);

    /** Forgets what ended, or was last heard of, before then. @return how many sessions */
    int purge(Instant before);
}
