// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.views.PrivateView;

/** What an idle connection costs, and a delivery beside many of them. Arguments: folder, connections, of ours alone. */
final class IdleBench implements AutoCloseable {

    private static final int POSTFIX_PORT = 25;
    private static final int WARM_UP = 600;
    private static final int TIMED = 200;
    private static final Duration OPENED_WITHIN = Duration.ofMinutes(8);

    private final Path folder;
    private final Netlab lab = Netlab.open();
    private final LabHost host = lab.addHost("bench", "192.0.2.25");
    private final BenchedPostfix postfix;
    private final BenchedProgram program;

    private IdleBench(Path folder, int connections) throws IOException {
        this.folder = folder;
        List<String> domains = List.of("c1.example");
        postfix = BenchedPostfix.start(host, folder, domains, connections + 50);
        program = BenchedProgram.start(host, folder, domains, "");
    }

    public static void main(String[] arguments) throws Exception {
        int both = Integer.parseInt(arguments[1]);
        try (IdleBench bench = new IdleBench(Path.of(arguments[0]), both)) {
            bench.run(both, Integer.parseInt(arguments[2]));
        }
    }

    private void run(int both, int ours) throws Exception {
        deliver(BenchedProgram.PORT, WARM_UP);
        System.out.println("                connections  KiB each  alone KiB  heap KiB   delivery ms p50 p99   beside p50 p99");
        double postfixEach = ofPostfix(both);
        double each = ofOurs(both);
        System.out.printf("Postfix/ours at %d: %.0f%n", both, postfixEach / each);
        ofOurs(ours);
    }

    private double ofPostfix(int count) throws Exception {
        String unloaded = deliver(POSTFIX_PORT, TIMED);
        Process peers = idle(POSTFIX_PORT, count);
        try {
            List<Long> servers = postfix.servers();
            Memory all = Memory.of(servers);
            String beside = deliver(POSTFIX_PORT, TIMED);
            // Those that idle peers do not hold have the same size: the mean of all is what one costs.
            double each = (double) all.proportional() / servers.size();
            tell("Postfix", count, each, (double) all.alone() / servers.size(), 0, unloaded, beside);
            return each;
        } finally {
            end(peers);
        }
    }

    private double ofOurs(int count) throws Exception {
        String unloaded = deliver(BenchedProgram.PORT, TIMED);
        long heapBefore = Memory.heapAfterCollection(program.pid());
        Memory before = Memory.of(List.of(program.pid()));
        Process peers = idle(BenchedProgram.PORT, count);
        try {
            long heap = Memory.heapAfterCollection(program.pid()) - heapBefore;
            Memory now = Memory.of(List.of(program.pid()));
            String beside = deliver(BenchedProgram.PORT, TIMED);
            double each = (double) (now.proportional() - before.proportional()) / count;
            tell("ours", count, each, (double) (now.alone() - before.alone()) / count, (double) heap / count, unloaded,
                    beside);
            return each;
        } finally {
            end(peers);
        }
    }

    private static void tell(
            String who, int count, double each, double alone, double heap, String unloaded, String beside) {
        System.out.printf("%-14s  %11d  %8.1f  %9.1f  %8.1f   %19s   %14s%n", who, count, each, alone, heap, unloaded,
                beside);
    }

    private Process idle(int port, int count) {
        Path log = folder.resolve("idle-" + port + "-" + count);
        Process peers = host.start(words("idle", port, count), Map.of(), log);
        PrivateView.await(peers, folder, () -> PrivateView.text(log).contains("open " + count), OPENED_WITHIN,
                "open " + count + " connections: " + PrivateView.text(log));
        return peers;
    }

    private String deliver(int port, int count) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "deliver-", ".log");
        if (host.start(words("deliver", port, count), Map.of(), log).waitFor() != 0) {
            throw new LabFailure(PrivateView.text(log));
        }
        for (Path mail : Stream.concat(program.taken().stream(), postfix.taken().stream()).toList()) {
            Files.delete(mail);
        }
        return PrivateView.text(log).strip();
    }

    private static List<String> words(String what, int port, int count) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Peer.class.getName(), what, Integer.toString(port),
                Integer.toString(count));
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try (lab; postfix) {
            program.close();
        }
    }
}
