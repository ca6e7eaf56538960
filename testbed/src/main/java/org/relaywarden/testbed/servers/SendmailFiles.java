// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;

/**
 * What Sendmail's configuration of one instance is made of; m4 makes the rest. Names: its cf/README.
 *
 * @param hosts where it looks names up, in the words of its service switch file
 */
record SendmailFiles(InstanceFolder folder, ServerSettings settings, LabHost host, String hosts) {
    /** Reads a text file, a key and a value a line: no database has to be built. */
    private static final String TABLE = "text -k0 -v1 -z= /etc/mail/";

    void write(SendmailServer.RelayMode mode) {
        folder.write("service.switch", List.of("hosts " + hosts, "aliases files"));
        folder.write("aliases", List.of("# none"));
        folder.write("mailertable", numberedHops()
                .map(hop -> "%s=%s:[%s]".formatted(hop.domain(), hop.mailer(), literal(hop.way().address())))
                .toList());
        folder.write("virtusertable", recipients(mode));
        // The local mailer: one file in the Maildir for each mail, complete when it gets its name.
        folder.write("deliver", List.of(
                "file=$(mktemp -p " + ServerInView.MAIL + "/everyone) || exit 75",
                "cat >\"$file\" && mkdir -p " + ServerInView.MAIL + "/everyone/new || exit 75",
                "mv \"$file\" " + ServerInView.MAIL + "/everyone/new/ || exit 75"));
        var lines = new ArrayList<>(ground());
        lines.addAll(relaying(mode));
        lines.addAll(settings.extraLines());
        lines.addAll(List.of("MAILER_DEFINITIONS", "MAILER(`local')dnl", "MAILER(`smtp')dnl"));
        numberedHops().forEach(hop -> lines.add(
                ("M%s, P=[IPC], F=mDFMuXa, S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, T=DNS/RFC822/SMTP, "
                                + "A=TCP $h %d")
                        .formatted(hop.mailer(), hop.way().port())));
        folder.write("sendmail.mc", lines);
    }

    private List<String> ground() {
        var lines = new ArrayList<>(List.of(
                "include(`/usr/share/sendmail/cf/m4/cf.m4')dnl",
                "OSTYPE(`debian')dnl",
                "define(`confDOMAIN_NAME', `%s')dnl".formatted(settings.hostName()),
                "define(`confSMTP_LOGIN_MSG', `%s')dnl".formatted(settings.banner()),
                "define(`confPID_FILE', `%s')dnl".formatted(SendmailServer.PID_FILE),
                "define(`confTRUSTED_USER', `smmta')dnl",
                "undefine(`confHOST_STATUS_DIRECTORY')dnl",
                // A busy machine is no reason to refuse or put off: the tests make it busy.
                "define(`confREFUSE_LA', `9999')dnl",
                "define(`confQUEUE_LA', `9999')dnl",
                "define(`confDELAY_LA', `9999')dnl",
                // No DNS in the lab but where a host is given a name server, and nobody who answers ident.
                "define(`confSERVICE_SWITCH_FILE', `/etc/mail/service.switch')dnl",
                "define(`confTO_IDENT', `0')dnl",
                "FEATURE(`accept_unresolvable_domains')dnl",
                "FEATURE(`nocanonify')dnl",
                // Own mail: every recipient is a user, and the delivery program needs no accounts.
                "define(`ALIAS_FILE', `stab:/etc/mail/aliases')dnl",
                "define(`LOCAL_MAILER_PATH', `/bin/sh')dnl",
                // Without a recipient among its words it would be spoken to in SMTP.
                "define(`LOCAL_MAILER_ARGS', `sh /etc/mail/deliver $u')dnl",
                "MODIFY_MAILER_FLAGS(`LOCAL', `-w')dnl",
                "FEATURE(`mailertable', `" + TABLE + "mailertable')dnl",
                "FEATURE(`virtusertable', `" + TABLE + "virtusertable')dnl",
                "FEATURE(`no_default_msa')dnl"));
        host.addresses().forEach(address -> settings.ports().forEach(port -> lines.add(listener(address, port))));
        return lines;
    }

    private static String listener(InetAddress address, int port) {
        String family = address instanceof Inet6Address ? "inet6" : "inet";
        return "DAEMON_OPTIONS(`Family=%s, Addr=%s, Port=%d')dnl".formatted(family, literal(address.getHostAddress()), port);
    }

    private List<String> recipients(SendmailServer.RelayMode mode) {
        return settings.domains().stream()
                .flatMap(domain -> {
                    if (mode == SendmailServer.RelayMode.PERCENT_HACK) {
                        return Stream.of("@%s=%%1@%s".formatted(domain, settings.hostName()));
                    }
                    return settings.catchAll()
                            ? Stream.of()
                            : Stream.of(
                                    "postmaster@%s=postmaster@%s".formatted(domain, settings.hostName()),
                                    "@%s=error:5.1.1:550 User unknown".formatted(domain));
                })
                .toList();
    }

    private List<String> relaying(SendmailServer.RelayMode mode) {
        Stream<String> own = settings.domains().stream().map("LOCAL_DOMAIN(`%s')dnl"::formatted);
        return switch (mode) {
            case CLOSED -> own.toList();
            case OPEN -> Stream.concat(own, Stream.of("FEATURE(`promiscuous_relay')dnl")).toList();
            case SENDER_TRUSTING -> Stream.concat(own, Stream.of("FEATURE(`relay_local_from')dnl")).toList();
            // The domain is relayed (to itself, under its own name), and what stands before its @ is not looked at until
            // it has come in.
            case PERCENT_HACK -> Stream.concat(
                            Stream.of("FEATURE(`loose_relay_check')dnl"),
                            settings.domains().stream()
                                    .flatMap(domain -> Stream.of("RELAY_DOMAIN(`%s')dnl", "VIRTUSER_DOMAIN(`%s')dnl")
                                            .map(line -> line.formatted(domain))))
                    .toList();
        };
    }

    /** Each way has a mailer of its own, for the port is the mailer's. */
    private record Hop(String domain, String mailer, ServerSettings.NextHop way) {}

    private Stream<Hop> numberedHops() {
        List<Map.Entry<String, ServerSettings.NextHop>> ways =
                settings.nextHops().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return Stream.iterate(0, index -> index < ways.size(), index -> index + 1)
                .map(index -> new Hop(ways.get(index).getKey(), "onward" + index, ways.get(index).getValue()));
    }

    private static String literal(String address) {
        return address.indexOf(':') < 0 ? address : "IPv6:" + address;
    }
}
