// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.io.IOException;

/** Carries a {@link Heard.Broke} up to where the conversation ends; it leaves the package as that value. */
final class BrokenOff extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Heard.Broke broke;

    BrokenOff(Heard.Break how, String what) {
        super(what);
        this.broke = new Heard.Broke(how, what);
    }

    Heard.Broke broke() {
        return broke;
    }
}
