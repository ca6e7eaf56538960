// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.views.PrivateView;

/** How soon waiting mail is out, the program's and Postfix's in turn. Arguments: folder, rounds, accounts, messages. */
final class EmptyingBench implements AutoCloseable {

    private static final int ADDRESSES_IN_A_ROW = 250;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration OFF_THE_DISK_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
    private static final int WARM_UPS = 30;

    private final Path folder;
    private final Netlab lab = Netlab.open();
    private final LabHost host = lab.addHost("bench", "192.0.2.25");
    private final BenchedPostfix postfix;
    private final BenchedProgram program;
    private final CountingSink sink;
    private final WaitingMail waiting;
    private int signOns;

    private EmptyingBench(Path folder, int accountsMax) throws IOException {
        this.folder = folder;
        postfix = BenchedPostfix.startRelaying(host, folder, IntStream.rangeClosed(1, accountsMax)
                .mapToObj(i -> "c%d.example smtp:[%s]:%d".formatted(i, address(i), CountingSink.PORT))
                .toList());
        sink = CountingSink.start(postfix.view(), folder);
        Path secret = Files.createFile(folder.resolve("radius-secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, AccessServer.SECRET);
        List<String> customers = IntStream.rangeClosed(1, accountsMax)
                .mapToObj(i -> BenchedProgram.customer(
                        "c" + i, "c" + i + ".example", address(i) + ":" + CountingSink.PORT))
                .toList();
        program = BenchedProgram.start(
                host, folder, customers, System.getenv().getOrDefault("RELAYWARDEN_JAVA_OPTIONS", ""), """
                radius: {listen: "127.0.0.1:%d", clients: ["127.0.0.0/8 %s"]}
                sign-on: {quiet: 0s}
                """.formatted(AccessServer.PORT, secret));
        waiting = new WaitingMail(program.mailFolder());
    }

    private static String address(int account) {
        return "127.1.%d.%d".formatted(account / ADDRESSES_IN_A_ROW, account % ADDRESSES_IN_A_ROW + 1);
    }

    public static void main(String[] arguments) throws Exception {
        List<Integer> accounts = List.of(arguments[2].split(",")).stream().map(Integer::valueOf).toList();
        int accountsMax = accounts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        try (EmptyingBench bench = new EmptyingBench(Path.of(arguments[0]), accountsMax)) {
            bench.run(Integer.parseInt(arguments[1]), accounts, Integer.parseInt(arguments[3]));
        }
    }

    private void run(int rounds, List<Integer> accounts, int messages) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            for (int each : accounts) {
                ofOurs(each, messages);
            }
        }
        System.out.printf("Postfix %s; medians of %d rounds; messages of 4 KiB%n", BenchedPostfix.version(), rounds);
        System.out.println("accounts  messages    ours s  Postfix s   bare s   ours a second  Postfix a second"
                + "   ours/Postfix   ours/bare");
        for (int each : accounts) {
            List<double[]> seconds = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                double bare = ofBare(each, messages);
                if (round % 2 == 0) {
                    double ours = ofOurs(each, messages);
                    seconds.add(new double[] {ours, ofPostfix(each, messages), bare});
                } else {
                    double theirs = ofPostfix(each, messages);
                    seconds.add(new double[] {ofOurs(each, messages), theirs, bare});
                }
            }
            double ours = median(seconds, of -> of[0]);
            double theirs = median(seconds, of -> of[1]);
            System.out.printf("%8d  %8d  %8.2f  %9.2f  %7.2f  %14.0f  %16.0f  %13.2f  %10.2f%n",
                    each, messages, ours, theirs, median(seconds, of -> of[2]), messages / ours, messages / theirs,
                    median(seconds, of -> of[1] / of[0]), median(seconds, of -> of[2] / of[0]));
        }
    }

    private static double median(List<double[]> figures, ToDoubleFunction<double[]> figure) {
        double[] sorted = figures.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private interface Left {
        List<Path> files() throws IOException;
    }

    private double ofOurs(int accounts, int messages) throws Exception {
        for (int account = 1; account <= accounts; account++) {
            int share = messages / accounts + (account <= messages % accounts ? 1 : 0);
            waiting.lay("c" + account, "c" + account + ".example", share);
        }
        String sessions = "round" + ++signOns;
        double seconds = timed(messages, () -> instant(inJava(AccessServer.class, "start", accounts, sessions)));
        expectNothingLeft("the program", program::taken);
        inJava(AccessServer.class, "stop", accounts, sessions);
        return seconds;
    }

    private double ofBare(int accounts, int messages) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(messages));
        for (int account = 1; account <= accounts; account++) {
            arguments.add(address(account));
        }
        return timed(BareSender.ROUNDS * messages, () -> instant(inJava(BareSender.class, arguments.toArray())));
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Duration.ofNanos(Long.parseLong(micros) * 1_000));
    }

    private double ofPostfix(int accounts, int messages) throws Exception {
        inJava(Peer.class, "fill", 25, messages, accounts);
        postfix.release();
        double seconds = timed(messages, () -> {
            Instant began = Instant.now();
            postfix.flush();
            return began;
        });
        expectNothingLeft("Postfix", postfix::taken);
        return seconds;
    }

    /** @param wake asks for the delivery, and says when it began to */
    private double timed(int messages, Callable<Instant> wake) throws Exception {
        WaitingMail.force(folder);
        long before = sink.taken();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Instant> began = executor.submit(wake);
            Instant ended = sink.reached(before + messages, WITHIN);
            return Duration.between(began.get(), ended).toNanos() / 1e9;
        }
    }

    /** What the sink has counted is off the disk a moment later, when its answer was heard. */
    private static void expectNothingLeft(String whose, Left left) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(OFF_THE_DISK_WITHIN);
        while (!left.files().isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(whose + " still has " + left.files());
            }
            Thread.sleep(LOOKS_EVERY);
        }
    }

    private String inJava(Class<?> program, Object... arguments) throws Exception {
        Path said = Files.createTempFile(folder, "said-", ".log");
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        if (host.start(words, Map.of(), said).waitFor() != 0) {
            throw new LabFailure(PrivateView.text(said));
        }
        return PrivateView.text(said).strip();
    }

    @Override
    public void close() {
        try (lab; postfix; sink) {
            program.close();
        }
    }
}
