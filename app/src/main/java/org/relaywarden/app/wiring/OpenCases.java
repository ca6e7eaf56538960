// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.choice.Suspects;
import org.relaywarden.scanner.targets.Target;

/**
 * Hosts with an open case are asked the whole battery each night (decision 14). Thread-safe.
 *
 * @param cases the desk's, which is put together after the scanner
 */
record OpenCases(Supplier<Casefile> cases) implements Suspects {

    @Override
    public boolean isSuspect(Target target) {
        return openCase(target).isPresent();
    }

    @Override
    public List<TestId> convicting(Target target) {
        return openCase(target).map(CaseRecord::provenTests).orElse(List.of()).stream()
                .map(TestId::new)
                .toList();
    }

    private Optional<CaseRecord> openCase(Target target) {
        return cases.get().openCaseOf(target.address(), target.port());
    }
}
