// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;

/** OpenSMTPD's configuration for one instance: smtpd.conf(5). The first rule that matches decides. */
record OpenSmtpdFiles(InstanceFolder folder, ServerSettings settings, LabHost host) {
    void write(OpenSmtpdServer.RelayMode mode) {
        var lines = new ArrayList<String>();
        host.addresses().forEach(address -> settings.ports().forEach(port -> lines.add("listen on %s port %d hostname %s"
                .formatted(address.getHostAddress(), port, settings.hostName()))));
        lines.addAll(settings.extraLines());
        // One Maildir for every recipient that it knows.
        lines.add("action \"own\" maildir \"%s/everyone\" user nobody virtual { \"%s\" = nobody }"
                .formatted(ServerInView.MAIL, settings.catchAll() ? "@" : "postmaster"));
        // Said to be itself: else it would take the name of its address, which nobody knows in the lab.
        hops().forEach(hop -> lines.add("action \"to %s\" relay host smtp://%s:%d helo %s"
                .formatted(hop.getKey(), literal(hop.getValue().address()), hop.getValue().port(), settings.hostName())));
        lines.add("action \"elsewhere\" relay");
        lines.add("match from any for domain { %s } action \"own\"".formatted(quoted(settings.domains().stream())));
        lines.addAll(rules("from local"));
        switch (mode) {
            case CLOSED -> {}
            case OPEN -> lines.addAll(rules("from any"));
            case SENDER_TRUSTING -> lines.addAll(rules("from any mail-from { %s }"
                    .formatted(quoted(settings.domains().stream().map(domain -> "@" + domain)))));
        }
        folder.write("smtpd.conf", lines);
    }

    private List<String> rules(String whose) {
        return Stream.concat(
                        hops().map(hop -> "match %s for domain \"%s\" action \"to %s\""
                                .formatted(whose, hop.getKey(), hop.getKey())),
                        Stream.of("match %s for any action \"elsewhere\"".formatted(whose)))
                .toList();
    }

    private Stream<Map.Entry<String, ServerSettings.NextHop>> hops() {
        return settings.nextHops().entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    private static String quoted(Stream<String> words) {
        return words.map(word -> '"' + word + '"').collect(joining(", "));
    }

    private static String literal(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }
}
