// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.relaywarden.app.yaml.FaultList;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Values;

/** What must be set before a real filter may be: without it a block could shut out its own cure (decision 15). */
final class FilterChecks {

    private final Values values;
    private final FaultList faults;

    FilterChecks(Values values, FaultList faults) {
        this.values = values;
        this.faults = faults;
    }

    void run() {
        if (!values.areSound(RelayKeys.DRIVER) || !values.get(RelayKeys.DRIVER).equals("nftables")) {
            return;
        }
        mustHold(DeliveryKeys.DELIVERY_RANGES, "no mail of ours would reach a blocked host",
                "Name the ranges that mail is delivered from.");
        mustHold(DeliveryKeys.PROBE_ADDRESSES, "no customer could show that the host is mended",
                "Name the addresses that blocked hosts are tested from.");
        if (values.areSound(RelayKeys.INSIDE_ADDRESS) && values.get(RelayKeys.INSIDE_ADDRESS).isEmpty()) {
            tell(RelayKeys.INSIDE_ADDRESS,
                    "is not set while enforcement.driver is nftables, so the filter may stop the test of a blocked"
                            + " host",
                    "Name one of network.probe-addresses.");
        }
        if (values.areSound(RelayKeys.OUTSIDE_ADDRESSES) && values.get(RelayKeys.OUTSIDE_ADDRESSES).isEmpty()) {
            tell(RelayKeys.OUTSIDE_ADDRESSES,
                    "is empty while enforcement.driver is nftables, so a blocked host may look open to the world",
                    "Name an address of this machine that is in neither network.probe-addresses nor"
                            + " network.delivery-ranges.");
        }
        commandCanBeCalled();
    }

    private void mustHold(Key<? extends List<?>> key, String harm, String remedy) {
        if (values.areSound(key) && values.get(key).isEmpty()) {
            tell(key, "is empty while enforcement.driver is nftables, so " + harm, remedy);
        }
    }

    private void commandCanBeCalled() {
        if (!values.areSound(RelayKeys.NFT_COMMAND)) {
            return;
        }
        List<String> command = values.get(RelayKeys.NFT_COMMAND);
        if (command.isEmpty()) {
            tell(RelayKeys.NFT_COMMAND, "is empty", "Write [/usr/sbin/nft].");
        } else if (!isProgram(command.getFirst())) {
            tell(RelayKeys.NFT_COMMAND, FaultList.shown(command.getFirst()) + " is no program that can be run",
                    "Install nftables, or name the program with its whole path.");
        }
    }

    /** Where it stands, or in a folder of PATH: as the operating system looks for it. */
    private boolean isProgram(String word) {
        if (word.contains("/")) {
            return isExecutable(Path.of(word));
        }
        return List.of(values.surroundings().environment().getOrDefault("PATH", "").split(":")).stream()
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> isExecutable(Path.of(folder).resolve(word)));
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private void tell(Key<?> key, String problem, String remedy) {
        int line = values.lineOf(key);
        faults.add(line == 0 ? values.lineOf(RelayKeys.DRIVER) : line, key.path(), problem, remedy);
    }
}
