// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.List;
import org.relaywarden.app.yaml.FaultList;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Values;

/** Domains for probes that are something else, too. */
final class DomainChecks {

    private final Values values;
    private final FaultList faults;

    DomainChecks(Values values, FaultList faults) {
        this.values = values;
        this.faults = faults;
    }

    void run() {
        isFree(RelayKeys.COLLECTOR_DOMAIN, ProviderKeys.PROVIDER_DOMAIN);
        isFree(RelayKeys.COLLECTOR_DOMAIN, ProviderKeys.PROVIDER_HOST_NAME);
        isFree(RelayKeys.SENDER_DOMAIN, ProviderKeys.PROVIDER_DOMAIN);
        isFree(RelayKeys.SENDER_DOMAIN, RelayKeys.COLLECTOR_DOMAIN);
        freshOneTellsNothing();
    }

    /** S1, decision 12: mail for these domains is evidence and must be nothing else. */
    private void isFree(Key<String> ours, Key<String> other) {
        if (values.areSound(ours, other) && values.get(ours).equals(values.get(other))) {
            tell(
                    values.lineOf(ours) == 0 ? other : ours,
                    values.get(ours),
                    ours.path() + " and " + other.path() + " are the same domain",
                    "Give " + ours.path() + " a domain of its own.");
        }
    }

    /** S1b: whoever knows our other domains would know one below them, and one above them, too. */
    private void freshOneTellsNothing() {
        List<Key<String>> others =
                List.of(ProviderKeys.PROVIDER_DOMAIN, RelayKeys.COLLECTOR_DOMAIN, RelayKeys.SENDER_DOMAIN);
        if (!values.areSound(RelayKeys.FRESH_COLLECTOR_DOMAIN)) {
            return;
        }
        values.get(RelayKeys.FRESH_COLLECTOR_DOMAIN).ifPresent(fresh -> others.stream()
                .filter(other -> values.areSound(other) && areOneTree(fresh, values.get(other)))
                .findFirst()
                .ifPresent(other -> tell(
                        RelayKeys.FRESH_COLLECTOR_DOMAIN,
                        fresh,
                        "is of one tree with " + other.path() + ", " + values.get(other)
                                + ": whoever knows that one knows it",
                        "Name a domain that says nothing of you, and is nobody's mail domain.")));
    }

    private static boolean areOneTree(String one, String other) {
        return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
    }

    private void tell(Key<?> key, String value, String problem, String remedy) {
        faults.add(values.lineOf(key), key.path() + " = " + value, problem, remedy);
    }
}
