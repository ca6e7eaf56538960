// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.app.yaml.FaultList;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.app.yaml.Values;

/** What would make the smarthost an open relay, or keep it from listening. */
final class SmarthostChecks {

    /** No provider holds more; whoever writes less means the whole world. */
    private static final int V4_PREFIX_MIN = 8;

    private static final int V6_PREFIX_MIN = 16;
    private static final int V4_BYTES = 4;

    private final Values values;
    private final FaultList faults;

    SmarthostChecks(Values values, FaultList faults) {
        this.values = values;
        this.faults = faults;
    }

    void run() {
        if (values.areSound(SmarthostKeys.NETWORKS)) {
            values.get(SmarthostKeys.NETWORKS).stream()
                    .filter(SmarthostChecks::isTheWorld)
                    .forEach(range -> tell(
                            SmarthostKeys.NETWORKS,
                            range.toString(),
                            "so large a range makes the smarthost an open relay",
                            "Name your own ranges, of a prefix of 8 (IPv4) or 16 (IPv6) or more."));
        }
        if (values.areSound(IntakeKeys.INTAKE_LISTEN, SmarthostKeys.LISTEN, SmarthostKeys.LISTEN_TLS)) {
            List<InetSocketAddress> taken = new ArrayList<>(values.get(IntakeKeys.INTAKE_LISTEN));
            listensAlone(SmarthostKeys.LISTEN, taken);
            listensAlone(SmarthostKeys.LISTEN_TLS, taken);
            relayIsAnother(taken);
        }
    }

    private static boolean isTheWorld(Network range) {
        return range.prefixLength()
                < (range.base().getAddress().length == V4_BYTES ? V4_PREFIX_MIN : V6_PREFIX_MIN);
    }

    private void listensAlone(Key<List<InetSocketAddress>> key, List<InetSocketAddress> taken) {
        for (InetSocketAddress address : values.get(key)) {
            if (address.getPort() != 0 && taken.contains(address)) {
                tell(key, address.getAddress().getHostAddress() + ":" + address.getPort(),
                        "something else of this program listens there",
                        "Give the smarthost an address of its own, or another port.");
            }
            taken.add(address);
        }
    }

    /** Before the program was a smarthost, that was whom the key named. */
    private void relayIsAnother(List<InetSocketAddress> ours) {
        if (!values.areSound(DeliveryKeys.OUTGOING_RELAY)) {
            return;
        }
        values.get(DeliveryKeys.OUTGOING_RELAY).filter(ours::contains).ifPresent(relay -> tell(
                DeliveryKeys.OUTGOING_RELAY,
                relay.getAddress().getHostAddress() + ":" + relay.getPort(),
                "is this program itself, so mail would go round",
                "Take the key out: mail then goes to the recipients' own mail servers. Or name another host."));
    }

    private void tell(Key<?> key, String value, String problem, String remedy) {
        faults.add(values.lineOf(key), key.path() + " = " + value, problem, remedy);
    }
}
