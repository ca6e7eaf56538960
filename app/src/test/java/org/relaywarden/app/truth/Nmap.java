// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/** nmap's verdicts, by its script smtp-open-relay, which judges by the answer to RCPT. */
record Nmap(Map<String, String> words) {

    private static final String HOST = "Nmap scan report for ";
    private static final String SCRIPT = "smtp-open-relay: ";
    private static final String PORT = "25/tcp ";
    private static final String NO_WAY_IN = "(no way in)";

    /** What it makes of a host's words. */
    enum Verdict { OPEN, CLOSED, NONE, NO_WAY_IN }

    /** Lets it look at all these addresses from this host; mail of its tests would go to this domain. */
    static Nmap from(LabHost host, List<String> addresses, String domain) {
        List<String> command = new ArrayList<>(List.of(
                "nmap", "-n", "-Pn", "-sT", "-p", "25", "--script", "smtp-open-relay", "--script-args",
                "smtp-open-relay.domain=" + domain + ",smtp-open-relay.from=antispam,smtp-open-relay.to=relaytest"));
        command.addAll(addresses);
        String output = host.run(Command.of(command).within(Duration.ofMinutes(3))).orThrow().output();
        Map<String, String> words = new HashMap<>();
        String address = "";
        for (String line : output.lines().toList()) {
            if (line.startsWith(HOST)) {
                address = line.substring(HOST.length()).strip();
            } else if (line.contains(SCRIPT)) {
                words.put(address, line.substring(line.indexOf(SCRIPT) + SCRIPT.length()).strip());
            } else if (line.startsWith(PORT) && !line.startsWith("open", PORT.length())) {
                words.put(address, NO_WAY_IN);
            }
        }
        return new Nmap(words);
    }

    private String about(String address) {
        return Optional.ofNullable(words.get(address)).orElse("(nothing)");
    }

    Verdict verdict(String address) {
        String said = about(address);
        if (said.equals(NO_WAY_IN)) {
            return Verdict.NO_WAY_IN;
        }
        if (said.contains("is an open relay")) {
            return Verdict.OPEN;
        }
        boolean denied = said.contains("isn't an open relay") || said.contains("doesn't seem to be");
        return denied ? Verdict.CLOSED : Verdict.NONE;
    }
}
