// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.views.PrivateView;

/**
 * How long a customer's first message takes, alone, beside a customer on a slow line, and beside silent hosts too.
 * Arguments: folder, tries, messages, silent hosts.
 */
final class SlowLineBench implements AutoCloseable {

    private static final int ADDRESSES_IN_A_ROW = 250;
    private static final String ALONE = "alone";
    private static final String BESIDE_SLOW = "slow";
    private static final String BESIDE_SILENT = "silent";

    private final Path folder;
    private final int tries;
    private final List<String> silent;
    private final Netlab lab = Netlab.open();
    private final LabHost host = lab.addHost("bench", "192.0.2.25");
    private final BenchedProgram program;

    private SlowLineBench(Path folder, int tries, int silentHosts) throws IOException {
        this.folder = folder;
        this.tries = tries;
        silent = IntStream.rangeClosed(1, silentHosts).mapToObj(i -> "mute" + i + ".example").toList();
        makeHole();
        List<String> customers = new ArrayList<>();
        for (String phase : List.of(ALONE, BESIDE_SLOW, BESIDE_SILENT)) {
            customers.add(row("line-" + phase, ownAddress(customers.size()) + ":" + HostsPeer.SLOW_PORT));
            for (int i = 0; i < HostsPeer.WARM_UPS + tries; i++) {
                customers.add(row(phase + i, ownAddress(customers.size()) + ":" + HostsPeer.QUICK_PORT));
            }
        }
        for (int i = 1; i <= silentHosts; i++) {
            customers.add(row("mute" + i, "203.0.113." + i));
        }
        program = BenchedProgram.start(
                host, folder, customers, System.getenv().getOrDefault("RELAYWARDEN_JAVA_OPTIONS", ""), "");
    }

    private static String row(String login, String address) {
        return BenchedProgram.customer(login, login + ".example", address);
    }

    /** No two customers share one. */
    private static String ownAddress(int number) {
        return "127.1.%d.%d".formatted(number / ADDRESSES_IN_A_ROW, number % ADDRESSES_IN_A_ROW + 1);
    }

    /** Whatever is sent to 203.0.113.0/24 is lost without a word: a link without ARP, and nobody at its other end. */
    private void makeHole() {
        for (String words : List.of(
                "ip link add hole type veth peer name bottom",
                "ip link set hole arp off up",
                "ip link set bottom up",
                "ip route add 203.0.113.0/24 dev hole")) {
            host.run(Command.of(words.split(" "))).orThrow();
        }
    }

    public static void main(String[] arguments) throws Exception {
        int messages = Integer.parseInt(arguments[2]);
        try (SlowLineBench bench = new SlowLineBench(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[3]))) {
            bench.run(messages);
        }
    }

    private void run(int messages) throws Exception {
        WaitingMail waiting = new WaitingMail(program.mailFolder());
        for (String phase : List.of(BESIDE_SLOW, BESIDE_SILENT)) {
            waiting.lay("line-" + phase, "line-" + phase + ".example", messages);
        }
        WaitingMail.force(folder);
        System.out.printf("%d tries each, milliseconds%n%-50s  %7s  %7s%n", tries, "", "p50", "slowest");
        tell("alone", firstMessages(ALONE, "-", List.of()));
        tell("beside one with " + messages + " messages at 2 KB/s",
                firstMessages(BESIDE_SLOW, "line-" + BESIDE_SLOW + ".example", List.of()));
        tell("and beside " + silent.size() + " silent hosts with new mail",
                firstMessages(BESIDE_SILENT, "line-" + BESIDE_SILENT + ".example", silent));
    }

    private static void tell(String beside, String figures) {
        String[] words = figures.split(" ");
        System.out.printf("%-50s  %7s  %7s%n", beside, words[0], words[1]);
    }

    private String firstMessages(String phase, String slow, List<String> silentDomains) throws Exception {
        Path said = Files.createTempFile(folder, "said-", ".log");
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), HostsPeer.class.getName(),
                phase, Integer.toString(tries), slow));
        words.addAll(silentDomains);
        if (host.start(words, Map.of(), said).waitFor() != 0) {
            throw new LabFailure(PrivateView.text(said));
        }
        return PrivateView.text(said).strip();
    }

    @Override
    public void close() {
        try (lab) {
            program.close();
        }
    }
}
