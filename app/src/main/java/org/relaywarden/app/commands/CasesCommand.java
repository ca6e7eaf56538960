// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import picocli.CommandLine.Command;

/** {@code cases}: holds what concerns the cases. */
@Command(
        name = "cases",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the cases of open relays: what was seen, done, and written.")
final class CasesCommand {}
