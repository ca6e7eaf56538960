// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.look;

import java.time.Duration;
import org.relaywarden.bsmtp.smtp.Reply;

/** What a look at a host showed. What the host says is a stranger's text. */
public sealed interface Seen {

    /** Something at that address said that nobody listens on the port. */
    record NobodyListens() implements Seen {}

    /** Nothing at all came back. */
    record Silent(Duration waited) implements Seen {}

    /** The network knows no way there, or we must not dial from our address. */
    record NoWay(String words) implements Seen {}

    /**
     * The connection stands, and then too little was said.
     *
     * @param instead what was waited for: {@code banner}, {@code EHLO}
     */
    record Slow(String instead, Duration waited) implements Seen {}

    /** It took the connection and hung up. */
    record HungUp(String instead) implements Seen {}

    /** Something answers that is no mail server. */
    record NoMailServer(String said) implements Seen {}

    /**
     * A mail server that does not want to talk with us.
     *
     * @param step {@code banner} or {@code EHLO}
     */
    record TurnedAway(String step, Reply reply) implements Seen {}

    /** A mail server that talks with us. */
    record Answers(String banner, Encryption encryption) implements Seen {}

    /** What came of encrypting. */
    sealed interface Encryption {

        /** The host does not offer it, or we don't ask. */
        record NotUsed() implements Encryption {}

        /**
         * It works.
         *
         * @param protocol {@code TLSv1.3}
         */
        record Works(String protocol) implements Encryption {}

        /** It is offered and does not work: delivery goes on in the clear. */
        record Fails(String words) implements Encryption {}
    }
}
