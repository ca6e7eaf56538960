// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;

/** One command of RFC 5321. Holds no state: that stands in the dialogue. */
@FunctionalInterface
interface Command {

    /**
     * Runs it.
     *
     * @param argument what stood behind the verb, without the blank; each char is an octet as it came
     */
    Step run(Dialogue dialogue, String argument) throws IOException;
}
