// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import picocli.CommandLine.Command;

/** {@code spool}: holds what concerns the mail on disk. */
@Command(name = "spool", synopsisSubcommandLabel = "COMMAND", description = "Looks after the mail on disk.")
final class SpoolCommand {}
