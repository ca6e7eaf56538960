// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

/** What a report tells, and so its words, its fields and its name. */
enum ReportKind {
    /** To the sender: not delivered, and not tried again. */
    FAILURE("failure", "failed", "bounce.", false),
    /** To the postmaster: could be given to nobody. */
    DOUBLE("double", "failed", "bounce.", false),
    /**
     * To the sender: it waits, and is tried again. RFC 3461 section 4.3: RET is about failures, of mail that only waits
     * the header alone comes back.
     */
    DELAY("delay", "delayed", "delay.", true);

    private final String template;
    private final String action;
    private final String namePrefix;
    private final boolean headerAlone;

    ReportKind(String template, String action, String namePrefix, boolean headerAlone) {
        this.template = template;
        this.action = action;
        this.namePrefix = namePrefix;
        this.headerAlone = headerAlone;
    }

    /** The file of its words, below {@code bounce/}. */
    String template() {
        return template;
    }

    /** RFC 3464 section 2.3.3. */
    String action() {
        return action;
    }

    /** How the name of its file begins. */
    String namePrefix() {
        return namePrefix;
    }

    /** Whether never more than the header comes back. */
    boolean headerAlone() {
        return headerAlone;
    }
}
