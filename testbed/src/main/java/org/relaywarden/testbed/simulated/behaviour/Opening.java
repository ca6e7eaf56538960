// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

/** What a server does with a caller before the caller has said a word. */
public sealed interface Opening {

    /** Says its banner and goes on. */
    record Greets(Reply banner) implements Opening {}

    /** Says why it will not talk, then answers 503 to everything but QUIT (RFC 5321 section 3.1). */
    record Refuses(Reply reply) implements Opening {}

    /** Takes the connection and never says a word. */
    record Silence() implements Opening {}

    /** Nothing listens on the port: the caller's connect is refused, and mail that waits in the server goes nowhere. */
    record NobodyListens() implements Opening {}
}
