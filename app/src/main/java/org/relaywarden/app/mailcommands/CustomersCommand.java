// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import picocli.CommandLine.Command;

/** {@code customers}: holds what concerns the customers' table. */
@Command(
        name = "customers",
        synopsisSubcommandLabel = "COMMAND",
        description = "Imports and shows the customers: whose mail is kept, and whose hosts are tested.")
final class CustomersCommand {}
