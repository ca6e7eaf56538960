// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

/** A value that its key can't take: what is wrong, and what to do. */
final class WrongValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Says what is wrong.
     *
     * @param problem no full stop at its end
     * @param remedy a whole sentence
     */
    WrongValue(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
