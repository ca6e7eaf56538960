// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import java.nio.file.Path;
import java.util.List;

/**
 * A command that is handed over. Immutable.
 *
 * @param workingFolder where it was typed: relative paths among the arguments begin there
 * @param arguments as they were typed
 */
public record Request(Path workingFolder, List<String> arguments) {
    public Request {
        arguments = List.copyOf(arguments);
    }
}
