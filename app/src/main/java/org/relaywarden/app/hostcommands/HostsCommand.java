// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.hostcommands;

import picocli.CommandLine.Command;

/** {@code hosts}: holds what an operator knows of customers' hosts that no test can see. */
@Command(
        name = "hosts",
        synopsisSubcommandLabel = "COMMAND",
        description = "Marks customers' hosts that are traps (honeypots): they take everything on purpose, and are not"
                + " blocked for it.")
final class HostsCommand {}
