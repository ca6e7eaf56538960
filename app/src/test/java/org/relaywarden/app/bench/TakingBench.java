// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;

/** Durable taking, the program and Postfix and bare threads in turn. Arguments: folder, rounds, sizes, connections. */
final class TakingBench implements AutoCloseable {

    private static final int CONNECTIONS_MAX = 64;
    private static final int MAILS_OF_ONE = 200;
    private static final int MAILS_EACH = 100;
    private static final int WARM_UPS = 10;

    private interface Run {
        void go() throws Exception;
    }

    private interface Taken {
        List<Path> files() throws IOException;
    }

    private final Netlab lab = Netlab.open();
    private final List<String> domains =
            IntStream.rangeClosed(1, CONNECTIONS_MAX).mapToObj(i -> "c" + i + ".example").toList();
    private final BenchedPostfix postfix;
    private final BenchedProgram program;
    private final BareThreads threads;
    private final SmtpSource source;

    private TakingBench(Path folder) throws IOException {
        LabHost host = lab.addHost("bench", "192.0.2.25");
        postfix = BenchedPostfix.start(host, folder, domains, 2 * CONNECTIONS_MAX);
        program = BenchedProgram.start(host, folder, domains, "");
        threads = new BareThreads(folder.resolve("bare"));
        source = new SmtpSource(host, postfix.view(), folder.resolve("smtp-source.log"));
        Files.createDirectory(folder.resolve("bare"));
    }

    public static void main(String[] arguments) throws Exception {
        try (TakingBench bench = new TakingBench(Path.of(arguments[0]))) {
            bench.run(Integer.parseInt(arguments[1]), numbers(arguments[2]), numbers(arguments[3]));
        }
    }

    private static List<Integer> numbers(String list) {
        return List.of(list.split(",")).stream().map(Integer::valueOf).toList();
    }

    private void run(int rounds, List<Integer> sizes, List<Integer> connections) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            round(20, 4_096);
        }
        System.out.printf("Postfix %s; medians of %d rounds, mails a second%n", BenchedPostfix.version(), rounds);
        System.out.println("  bytes  connections     ours  Postfix     bare   ours/Postfix  ours/bare");
        for (int bytes : sizes) {
            for (int atOnce : connections) {
                List<double[]> figures = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    figures.add(round(atOnce, bytes));
                }
                tell(bytes, atOnce, figures);
            }
        }
    }

    private static void tell(int bytes, int atOnce, List<double[]> figures) {
        System.out.printf("%7d  %11d  %7.0f  %7.0f  %7.0f  %13.2f  %9.2f%n", bytes, atOnce,
                median(figures, of -> of[0]), median(figures, of -> of[1]), median(figures, of -> of[2]),
                median(figures, of -> of[0] / of[1]), median(figures, of -> of[0] / of[2]));
    }

    private static double median(List<double[]> figures, ToDoubleFunction<double[]> figure) {
        double[] sorted = figures.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Each of the three once, in an order that chance picks; mails a second of ours, Postfix's, the threads'. */
    private double[] round(int connections, int bytes) throws Exception {
        int each = connections == 1 ? MAILS_OF_ONE : MAILS_EACH;
        int mails = each * connections;
        List<String> used = domains.subList(0, connections);
        double[] figures = new double[3];
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        Collections.shuffle(order);
        for (int turn : order) {
            figures[turn] = switch (turn) {
                case 0 -> rate(mails, () -> source.send(BenchedProgram.PORT, bytes, each, used), program::taken);
                case 1 -> rate(mails, () -> source.send(25, bytes, each, used), postfix::taken);
                default -> rate(mails, () -> threads.take(connections, each, bytes), threads::taken);
            };
        }
        return figures;
    }

    /** Counts what lies on the disk then, and clears it away. */
    private static double rate(int mails, Run run, Taken taken) throws Exception {
        long began = System.nanoTime();
        run.go();
        double seconds = (System.nanoTime() - began) / 1e9;
        List<Path> files = taken.files();
        if (files.size() != mails) {
            throw new AssertionError(mails + " mails were taken, " + files.size() + " are on the disk");
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return mails / seconds;
    }

    @Override
    public void close() {
        try (lab; postfix) {
            program.close();
        }
    }
}
