// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import java.io.IOException;

/** Carries a {@link Heard.Broke} up to where the conversation ends; {@code scanner.probe} hands on that value. */
public final class BrokenOff extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Heard.Broke broke;

    public BrokenOff(Heard.Break how, String what) {
        super(what);
        this.broke = new Heard.Broke(how, what);
    }

    /** What it carries. */
    public Heard.Broke broke() {
        return broke;
    }
}
