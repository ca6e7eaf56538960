// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import picocli.CommandLine.Command;

/** {@code queue}: holds what concerns the mail that waits for customers' hosts. */
@Command(
        name = "queue",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the mail that waits for customers' hosts; delivers it now, keeps it back, lets it go, or"
                + " bounces it.")
final class QueueCommand {}
