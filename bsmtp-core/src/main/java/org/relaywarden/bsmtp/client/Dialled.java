// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

/** What came of dialling a host. */
public sealed interface Dialled {

    /** It greeted us; mail can be sent. Whoever got it closes it. */
    record Connected(HostConnection connection) implements Dialled {}

    /** It can't be reached, or does not serve us now: the host's trouble, never a message's (decision 10). */
    record Failed(Trouble trouble) implements Dialled {}
}
