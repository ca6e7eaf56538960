// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.smarthostcommands;

import picocli.CommandLine.Command;

/** {@code smarthost}: holds what concerns the mail that customers send into the world. */
@Command(
        name = "smarthost",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows what customers send by the smarthost and what still waits for the world's mail servers;"
                + " tries it again now.")
final class SmarthostCommand {}
