// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import picocli.CommandLine.Command;

/** {@code blocks}: holds what concerns the blocks. */
@Command(
        name = "blocks",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows what is blocked, as wanted and as it is, and puts it right.")
final class BlocksCommand {}
