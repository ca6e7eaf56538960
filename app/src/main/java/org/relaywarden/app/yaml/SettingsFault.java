// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

/**
 * One fault of the settings file. Immutable.
 *
 * @param file as the operator knows it
 * @param line from 1; 0 where the fault is the file's as a whole
 * @param subject the key, with the value where the value is at fault; may be empty
 * @param problem what is wrong, no full stop at its end
 * @param remedy what to do, a whole sentence
 */
public record SettingsFault(String file, int line, String subject, String problem, String remedy) {

    /** Where, what, what to do, on one line. */
    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line;
        return where + (subject.isEmpty() ? "" : " " + subject) + ": " + problem + ". " + remedy;
    }
}
