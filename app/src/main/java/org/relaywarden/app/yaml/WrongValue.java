// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

/** A value that its key can't take: what is wrong, and what to do. */
public final class WrongValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final boolean secret;

    /**
     * Says what is wrong.
     *
     * @param problem no full stop at its end
     * @param remedy a whole sentence
     */
    public WrongValue(String problem, String remedy) {
        this(problem, remedy, false);
    }

    private WrongValue(String problem, String remedy, boolean secret) {
        super(problem);
        this.remedy = remedy;
        this.secret = secret;
    }

    /** The same about a value that no message may show. */
    public static WrongValue aboutSecret(String problem, String remedy) {
        return new WrongValue(problem, remedy, true);
    }

    String shown(String value) {
        return secret ? "(not shown)" : value;
    }

    public String problem() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }
}
