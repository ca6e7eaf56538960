// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.app.yaml.Key;

/** The catalogue: every key with its type, bounds, default and consequence, in the order of the sample. */
final class Keys {

    private Keys() {}

    /** Every key, in the order of the sample. */
    static List<Key<?>> all() {
        return Stream.of(
                        ProviderKeys.all(),
                        IntakeKeys.all(),
                        StoreKeys.all(),
                        DnsKeys.all(),
                        DeliveryKeys.all(),
                        SmarthostKeys.all(),
                        SignOnKeys.all(),
                        QuotaKeys.all(),
                        RelayKeys.all())
                .<Key<?>>flatMap(List::stream)
                .toList();
    }
}
