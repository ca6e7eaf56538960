// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.Inet6Address;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;

/** Postfix's own files for one instance. Names of parameters: postconf(5). */
record PostfixFiles(InstanceFolder folder, ServerSettings settings, LabHost host) {
    /** Name, type, and columns up to the program: master(5). No service is chrooted: the view is a cage already. */
    private static final List<String> SERVICES = List.of(
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "verify unix - - n - 1 verify",
            "flush unix n - n 1000? 0 flush",
            "proxymap unix - - n - - proxymap",
            "proxywrite unix - - n - 1 proxymap",
            "smtp unix - - n - - smtp",
            "relay unix - - n - - smtp",
            "showq unix n - n - - showq",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "discard unix - - n - - discard",
            "virtual unix - n n - - virtual",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "postlog unix-dgram n - n - 1 postlogd");

    /** The tables and lists that the package put beside its configuration, which its tools want to find there. */
    void takeFrom(Path image) {
        Path origin = image.resolve("etc/postfix");
        try (Stream<Path> content = Files.list(origin)) {
            for (Path file : content.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
                Files.copy(file, folder.configuration().resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new LabFailure(origin + ": can't be copied: " + e.getMessage(), e);
        }
    }

    void write(PostfixServer.RelayMode mode) {
        folder.write("transport", settings.nextHops().entrySet().stream()
                .map(hop -> "%s smtp:[%s]:%d".formatted(hop.getKey(), hop.getValue().address(), hop.getValue().port()))
                .toList());
        folder.write("own-senders", settings.domains().stream().map(domain -> domain + " OK").toList());
        folder.write("percent", List.of("/^([^%%@]+)%%([^%%@]+)@(%s)$/ $1@$2".formatted(ownDomainsAsPattern())));
        var services = new ArrayList<>(settings.ports().stream().map(port -> port + " inet n - n - - smtpd").toList());
        services.addAll(SERVICES);
        folder.write("master.cf", services);
        var main = new ArrayList<>(ground());
        main.addAll(relaying(mode));
        main.addAll(settings.extraLines());
        folder.write("main.cf", main);
    }

    private String ownDomainsAsPattern() {
        return settings.domains().stream().map(Pattern::quote).map(PostfixFiles::asRegexp).collect(joining("|"));
    }

    /** POSIX has no quotation: a dot is the only letter of a domain that means something. */
    private static String asRegexp(String quoted) {
        return quoted.substring(2, quoted.length() - 2).replace(".", "\\.");
    }

    private List<String> ground() {
        boolean ipv6 = host.addresses().stream().anyMatch(Inet6Address.class::isInstance);
        String retry = settings.retryEvery().toSeconds() + "s";
        return List.of(
                "compatibility_level = 3.6",
                "myhostname = " + settings.hostName(),
                "smtpd_banner = " + settings.banner(),
                "mydestination = " + String.join(", ", settings.domains()),
                "inet_interfaces = all",
                "inet_protocols = " + (ipv6 ? "all" : "ipv4"),
                "maillog_file = /var/log/testbed/mail.log",
                "maillog_file_prefixes = /var",
                // Own mail: one Maildir for every recipient, by the delivery agent that needs no accounts.
                "alias_maps =",
                "alias_database =",
                "local_transport = virtual",
                "virtual_mailbox_base = /var/mail/testbed",
                // Said to be none, or the map, which knows everyone, would make every domain one of ours.
                "virtual_mailbox_domains =",
                "virtual_mailbox_maps = static:everyone/",
                "virtual_uid_maps = static:" + InstanceFolder.NOBODY,
                "virtual_gid_maps = static:" + InstanceFolder.NOBODY,
                "local_recipient_maps =" + (settings.catchAll() ? "" : " inline:{ {postmaster = taken} }"),
                // No DNS in the lab: ways are told, and nobody is asked for names.
                "transport_maps = texthash:/etc/postfix/transport",
                "smtpd_peername_lookup = no",
                "smtp_dns_support_level = disabled",
                "smtp_host_lookup = native",
                // A process that reconfiguring ends before it is ready is started again at once, not in a minute.
                "service_throttle_time = 1s",
                "queue_run_delay = " + retry,
                "minimal_backoff_time = " + retry,
                "maximal_backoff_time = " + retry);
    }

    private static List<String> relaying(PostfixServer.RelayMode mode) {
        String own = "mynetworks = 127.0.0.0/8";
        return switch (mode) {
            case CLOSED -> List.of(own);
            case CLOSED_554 -> List.of(own, "smtpd_relay_restrictions = reject_unauth_destination, permit_mynetworks");
            case OPEN -> List.of("mynetworks = 0.0.0.0/0 [::]/0");
            // As it comes, Postfix undoes the % form before it judges, and refuses it. Told to leave the form alone and
            // not to mind it, it sees an own domain; the rewriting behind that check then opens the door.
            case PERCENT_HACK -> List.of(
                    own,
                    "allow_percent_hack = no",
                    "allow_untrusted_routing = yes",
                    "virtual_alias_maps = regexp:/etc/postfix/percent");
            case SENDER_TRUSTING -> List.of(
                    own,
                    "smtpd_relay_restrictions = permit_mynetworks, "
                            + "check_sender_access texthash:/etc/postfix/own-senders, defer_unauth_destination");
        };
    }
}
