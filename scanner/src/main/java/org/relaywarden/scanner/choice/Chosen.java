// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import java.util.List;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Depth;

/**
 * What a host is asked in one run. Immutable.
 *
 * @param depth what it came to; a light request may become a whole one
 * @param tests in the order in which they are asked
 * @param convicted those that proved an open case of the host
 */
public record Chosen(Depth depth, List<RelayTest> tests, List<TestId> convicted) {

    public Chosen {
        tests = List.copyOf(tests);
        convicted = List.copyOf(convicted);
    }
}
