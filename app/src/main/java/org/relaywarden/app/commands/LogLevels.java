// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

/** Which lines of the log reach standard error. Works before the first logger is made: see logback.xml. */
final class LogLevels {

    private LogLevels() {}

    /** The journal and warnings; other commands show faults alone. */
    static void ofServer() {
        System.setProperty("relaywarden.log", "WARN");
        System.setProperty("relaywarden.journal", "INFO");
    }
}
