// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;

/** Exim's configuration for one instance, in the order that its specification wants: main, ACL, routers, transports, retry. */
record EximFiles(InstanceFolder folder, ServerSettings settings, LabHost host) {
    void write(EximRules rules) {
        var lines = new ArrayList<>(main());
        if (rules.main().stream().noneMatch(line -> line.startsWith("tls_advertise_hosts"))) {
            lines.add("tls_advertise_hosts =");
        }
        lines.addAll(settings.extraLines());
        lines.addAll(rules.main());
        lines.addAll(List.of("begin acl", "check_rcpt:"));
        lines.addAll(rules.recipients());
        lines.addAll(closed());
        lines.addAll(rules.acls());
        lines.add("begin routers");
        lines.addAll(rules.routers());
        hops().forEach(hop -> lines.addAll(router(hop)));
        lines.addAll(List.of("own:", "driver = accept", "domains = +own_domains", "transport = maildir"));
        if (!settings.catchAll()) {
            lines.add("local_parts = postmaster");
        }
        lines.add("begin transports");
        lines.addAll(rules.transports());
        lines.addAll(List.of(
                "maildir:",
                "driver = appendfile",
                "directory = /var/mail/testbed/everyone",
                "maildir_format",
                "user = " + InstanceFolder.NOBODY,
                "group = " + InstanceFolder.NOBODY,
                "delivery_date_add",
                "envelope_to_add",
                "return_path_add"));
        hops().forEach(hop -> lines.addAll(
                List.of(label(hop) + ":", "driver = smtp", "port = " + hop.getValue().port(), "hosts_avoid_tls = *")));
        lines.addAll(List.of("begin retry", "* * F,1d," + settings.retryEvery().toSeconds() + "s"));
        folder.write("exim4.conf", lines);
    }

    private List<String> main() {
        boolean ipv6 = host.addresses().stream().anyMatch(Inet6Address.class::isInstance);
        return List.of(
                "primary_hostname = " + settings.hostName(),
                "smtp_banner = \"" + settings.banner() + "\"",
                "domainlist own_domains = " + String.join(" : ", settings.domains()),
                "acl_smtp_rcpt = check_rcpt",
                "daemon_smtp_ports = " + String.join(" : ", settings.ports().stream().map(String::valueOf).toList()),
                "disable_ipv6 = " + !ipv6,
                "log_file_path = /var/log/testbed/%slog",
                "log_selector = -queue_run",
                "pid_file_path = /run/exim4.pid",
                "keep_environment =",
                // No DNS in the lab, and nobody who answers ident.
                "host_lookup =",
                "rfc1413_query_timeout = 0s");
    }

    private static List<String> closed() {
        return List.of(
                "accept hosts = :",
                "require message = relay not permitted",
                "domains = +own_domains",
                "require verify = recipient",
                "accept");
    }

    private Stream<Map.Entry<String, ServerSettings.NextHop>> hops() {
        return settings.nextHops().entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    private static List<String> router(Map.Entry<String, ServerSettings.NextHop> hop) {
        return List.of(
                "to_" + label(hop) + ":",
                "driver = manualroute",
                "domains = " + hop.getKey(),
                "transport = " + label(hop),
                // Another separator than the colon, which an IPv6 address is full of; a blank would end the list.
                "route_data = <+" + hop.getValue().address());
    }

    private static String label(Map.Entry<String, ServerSettings.NextHop> hop) {
        return "onward_" + hop.getKey().replace('.', '_').replace('-', '_');
    }
}
