// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.Optional;

/**
 * The greeting of a conversation. Immutable; tests with equal ones share a connection.
 *
 * @param name what we call ourselves; empty for the scanner's honest name
 */
public record Hello(Greeting greeting, Optional<Form> name) {

    static final Hello EHLO = new Hello(Greeting.EHLO, Optional.empty());
    static final Hello HELO = new Hello(Greeting.HELO, Optional.empty());
    static final Hello NONE = new Hello(Greeting.NONE, Optional.empty());

    /** EHLO with a name that is not ours, to see whether the host trusts it. */
    static Hello as(String template) {
        return new Hello(Greeting.EHLO, Optional.of(new Form(template)));
    }
}
