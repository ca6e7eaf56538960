// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.smarthostcommands;

import java.util.Locale;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.onward.WaitingOnward;
import picocli.CommandLine;

/** The commands of this package. */
public final class SmarthostCommands {

    /** The longest name of a domain (RFC 1035 section 2.3.4). */
    private static final int WAY_CHARACTERS_MAX = 255;

    private SmarthostCommands() {}

    /** Adds {@code smarthost} to a command line. */
    public static void addTo(CommandLine line, RootCommand root) {
        line.addSubcommand(new CommandLine(new SmarthostCommand())
                .addSubcommand(new SmarthostListCommand(root))
                .addSubcommand(new SmarthostShowCommand(root))
                .addSubcommand(new SmarthostFlushCommand(root)));
    }

    /** A way as it is shown and typed. */
    static String shown(WaitingOnward waiting) {
        return waiting.way().isEmpty() ? "unknown" : waiting.way();
    }

    static boolean goesBy(String typed, WaitingOnward waiting) {
        return shown(waiting).equals(typed.toLowerCase(Locale.ROOT));
    }

    /** When it is tried. */
    static String nextTry(WaitingOnward waiting) {
        return waiting.underWay()
                ? "under way"
                : waiting.nextTry().map(Object::toString).orElse("as soon as it can");
    }

    static CommandFault nothingWaits(String typed) {
        return CommandFault.notDone(
                "Nothing waits for " + Visible.of(typed, WAY_CHARACTERS_MAX) + ". See all that waits: smarthost list");
    }
}
