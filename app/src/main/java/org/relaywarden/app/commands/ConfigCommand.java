// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import picocli.CommandLine.Command;

/** {@code config}: holds what concerns the settings. */
@Command(name = "config", synopsisSubcommandLabel = "COMMAND",
        description = "Checks the settings, or shows a documented sample.")
final class ConfigCommand {}
