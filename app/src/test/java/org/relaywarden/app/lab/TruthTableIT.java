// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.OpenSmtpdServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.SendmailServer;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * S1, S2 on real servers of four makes, open, half-open and closed: our verdicts and nmap's beside the truth, which is
 * what reached a third host. No closed one may be called open, no open one closed.
 */
@Timeout(900)
final class TruthTableIT {

    private static final String ISP = "192.0.2.10";
    private static final String COLLECTOR = "probe.isp.example";
    private static final String WITNESS = "192.0.2.99";
    /** Two dozen servers share this machine: what they pass on may take its time. */
    private static final LabSettings PATIENT = LabSettings.of(ISP).with("scan.pace.return-wait", "15s");
    private static final Path TABLE = Path.of("target", "truth-table.md");

    @TempDir
    private Path folder;

    @FunctionalInterface
    private interface Start {
        MailServer on(LabHost host, Path folder, ServerSettings settings);
    }

    /** A host of the table; some are told more than a mode. */
    private record Kind(String setUp, Start start, UnaryOperator<ServerSettings> more) {}

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
        Requirements.needsNmap();
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        postfix(kinds, "open: mynetworks is the world", PostfixServer.RelayMode.OPEN);
        postfix(kinds, "half-open: unwraps user%remote@own", PostfixServer.RelayMode.PERCENT_HACK);
        postfix(kinds, "half-open: trusts own senders", PostfixServer.RelayMode.SENDER_TRUSTING);
        postfixThat(kinds, "half-open: trusts the null sender", "check_sender_access inline:{ {<> = OK} }");
        postfixThat(
                kinds, "half-open: trusts the provider's senders", "check_sender_access inline:{ {isp.example = OK} }");
        postfix(kinds, "closed, catch-all, as it comes (454)", PostfixServer.RelayMode.CLOSED);
        postfix(
                kinds,
                "closed, knows its users, 554",
                PostfixServer.RelayMode.CLOSED_554,
                s -> s.withCatchAll(false));
        postfix(
                kinds,
                "takes all, drops all",
                PostfixServer.RelayMode.OPEN,
                s -> s.withExtraLines("transport_maps = static:discard:"));
        exim(kinds, "open", true, EximServer.RelayMode.OPEN);
        exim(kinds, "half-open: unwraps user%remote@own", true, EximServer.RelayMode.PERCENT_HACK);
        exim(kinds, "half-open: trusts own senders", true, EximServer.RelayMode.SENDER_TRUSTING);
        exim(kinds, "closed, catch-all", true, EximServer.RelayMode.CLOSED);
        exim(kinds, "closed, knows its users", false, EximServer.RelayMode.CLOSED);
        exim(kinds, "takes all, drops all", true, EximServer.RelayMode.ACCEPT_AND_DROP);
        openSmtpd(kinds, "open: match from any for any", true, OpenSmtpdServer.RelayMode.OPEN);
        openSmtpd(kinds, "half-open: trusts own senders (mail-from)", true, OpenSmtpdServer.RelayMode.SENDER_TRUSTING);
        openSmtpd(kinds, "closed, catch-all", true, OpenSmtpdServer.RelayMode.CLOSED);
        openSmtpd(kinds, "closed, knows its users", false, OpenSmtpdServer.RelayMode.CLOSED);
        sendmail(kinds, "open: promiscuous_relay", true, SendmailServer.RelayMode.OPEN);
        sendmail(kinds, "half-open: loose_relay_check, user%remote@own", true, SendmailServer.RelayMode.PERCENT_HACK);
        sendmail(kinds, "half-open: relay_local_from", true, SendmailServer.RelayMode.SENDER_TRUSTING);
        sendmail(kinds, "closed, catch-all", true, SendmailServer.RelayMode.CLOSED);
        sendmail(kinds, "closed, knows its users", false, SendmailServer.RelayMode.CLOSED);
        return kinds;
    }

    private static void postfix(List<Kind> kinds, String setUp, PostfixServer.RelayMode mode) {
        postfix(kinds, setUp, mode, UnaryOperator.identity());
    }

    private static void postfix(
            List<Kind> kinds, String setUp, PostfixServer.RelayMode mode, UnaryOperator<ServerSettings> more) {
        kinds.add(new Kind(
                setUp, (host, folder, settings) -> PostfixServer.start(host, folder, settings, mode), more));
    }

    private static void postfixThat(List<Kind> kinds, String setUp, String check) {
        String line = "smtpd_relay_restrictions = permit_mynetworks, " + check + ", defer_unauth_destination";
        postfix(kinds, setUp, PostfixServer.RelayMode.CLOSED, s -> s.withExtraLines(line));
    }

    private static void exim(List<Kind> kinds, String setUp, boolean catchAll, EximServer.RelayMode mode) {
        kinds.add(new Kind(
                setUp,
                (host, folder, settings) -> EximServer.start(host, folder, settings, mode),
                s -> s.withCatchAll(catchAll)));
    }

    private static void openSmtpd(List<Kind> kinds, String setUp, boolean catchAll, OpenSmtpdServer.RelayMode mode) {
        kinds.add(new Kind(
                setUp,
                (host, folder, settings) -> OpenSmtpdServer.start(host, folder, settings, mode),
                s -> s.withCatchAll(catchAll)));
    }

    private static void sendmail(List<Kind> kinds, String setUp, boolean catchAll, SendmailServer.RelayMode mode) {
        kinds.add(new Kind(
                setUp,
                (host, folder, settings) -> SendmailServer.start(host, folder, settings, mode),
                s -> s.withCatchAll(catchAll)));
    }

    @Test
    void noClosedOneIsCalledOpenAndNoOpenOneClosed() throws Exception {
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            // Before all the others: a JVM among two dozen servers that start takes its time.
            try (var program = ProgramInLab.serve(isp, folder, PATIENT)) {
                TruthTable table = new TruthTable();
                Instant began = Instant.now();
                SequencedMap<String, Subject> subjects = started(lab);
                table.took("start of " + subjects.size() + " servers", Duration.between(began, Instant.now()));
                fill(table, lab, isp, program, subjects);
                System.out.println(table);
                Files.writeString(TABLE, table.toString());
                assertEquals(List.of(), table.misfits(), "the lab is not what it says it is");
                assertEquals(List.of(), table.wrong(), "S1, S2");
            }
        }
    }

    /** One of each kind, by a login that says nothing about it. */
    private SequencedMap<String, Subject> started(Netlab lab) throws Exception {
        Random random = new Random();
        SequencedMap<String, Callable<Subject>> starts = new LinkedHashMap<>();
        for (Kind kind : kinds()) {
            String login = "c%x".formatted(random.nextInt(0x1000_0000, 0x7fff_ffff));
            String domain = login + ".example";
            String hostName = "h%x.%s".formatted(random.nextInt(), domain);
            LabHost host = lab.addHost("host" + starts.size(), "198.51.100." + (11 + starts.size()));
            ServerSettings settings = kind.more().apply(named(hostName, domain, "%x".formatted(random.nextInt())));
            starts.put(login, () ->
                    new Subject(kind.setUp(), hostName, domain, kind.start().on(host, folder, settings)));
        }
        return atOnce(starts);
    }

    /** A few at a time: much of it is waiting. */
    private static <T> SequencedMap<String, T> atOnce(SequencedMap<String, Callable<T>> work) throws Exception {
        try (var workers = Executors.newFixedThreadPool(4)) {
            var done = workers.invokeAll(work.values()).iterator();
            SequencedMap<String, T> results = new LinkedHashMap<>();
            for (String name : work.keySet()) {
                results.put(name, done.next().get());
            }
            return results;
        }
    }

    private void fill(
            TruthTable table, Netlab lab, LabHost isp, ProgramInLab program, SequencedMap<String, Subject> subjects)
            throws Exception {
        LabHost stranger = lab.addHost("stranger", "203.0.113.5");
        EximServer witness = EximServer.start(
                lab.addHost("witness", WITNESS),
                folder,
                ServerSettings.of("mx." + HandOver.WITNESS_DOMAIN, HandOver.WITNESS_DOMAIN),
                EximServer.RelayMode.CLOSED);
        StringBuilder customers = new StringBuilder("login,product,line,domains,addresses\n");
        subjects.forEach((login, subject) -> customers.append("%s,advanced-business-mail,adsl,%s,%s%n"
                .formatted(login, subject.domain(), subject.address())));
        program.importCustomers(customers.toString());
        Instant began = Instant.now();
        HandOver realMail = new HandOver(stranger, witness);
        SequencedMap<String, Callable<List<String>>> handOvers = new LinkedHashMap<>();
        subjects.forEach((login, subject) -> handOvers.put(login, () -> realMail.to(login, subject)));
        Map<String, List<String>> relayed = atOnce(handOvers);
        Instant handedOver = Instant.now();
        table.took("real mail", Duration.between(began, handedOver));
        Map<String, JsonNode> night = new TreeMap<>();
        program.json("scan", "--json").forEach(line -> night.put(line.get("login").asString(), line));
        Instant scanned = Instant.now();
        table.took("our scan", Duration.between(handedOver, scanned));
        Nmap nmap = Nmap.from(isp, subjects.values().stream().map(Subject::address).toList(), COLLECTOR);
        table.took("nmap", Duration.between(scanned, Instant.now()));
        subjects.forEach((login, subject) -> table.add(row(subject, relayed.get(login), night.get(login), nmap)));
    }

    private static TruthTable.Row row(Subject subject, List<String> relayed, JsonNode finding, Nmap nmap) {
        List<String> returned = new ArrayList<>();
        finding.get("testsReturned").forEach(test -> returned.add(test.asString()));
        return new TruthTable.Row(
                subject.address(),
                subject.server().program(),
                subject.setUp(),
                relayed,
                finding.get("verdict").asString(),
                returned,
                finding.get("reason").asString(),
                nmap.about(subject.address()),
                nmap.verdict(subject.address()));
    }

    /** A banner that gives nothing away; the ways to collector and witness are told, for there is no DNS in the lab. */
    private static ServerSettings named(String hostName, String domain, String words) {
        return ServerSettings.of(hostName, domain)
                .withBanner(hostName + " ESMTP " + words)
                .withNextHop(COLLECTOR, ISP, 25)
                .withNextHop("bounce." + COLLECTOR, ISP, 25)
                .withNextHop(HandOver.WITNESS_DOMAIN, WITNESS, 25);
    }
}
