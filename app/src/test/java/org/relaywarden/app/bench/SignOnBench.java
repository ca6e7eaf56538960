// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;

/** From an Accounting-Start to the first message at the customer's port (B5): {@code bench/sign-on --help}. */
public final class SignOnBench {

    private static final String SECRET = "of-the-bench";
    private static final byte[] MESSAGE = ("Subject: x\r\n\r\n" + "some text, some text, some text\r\n".repeat(120))
            .getBytes(StandardCharsets.US_ASCII);

    /** Of so many logins that come online, one has mail. */
    private static final int ONE_IN = 20;

    /** The first seconds warm it up and are not counted. */
    private static final int WARM_UP_SECONDS = 10;

    private SignOnBench() {}

    /** Folder, accounts known, signals a second, seconds. */
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int known = Integer.parseInt(arguments[1]);
        int perSecond = Integer.parseInt(arguments[2]);
        int signals = perSecond * (WARM_UP_SECONDS + Integer.parseInt(arguments[3]));
        if (signals > Math.min(known, StartSignals.numberMax())) {
            throw new IllegalArgumentException("each login signs on once: at most "
                    + Math.min(known, StartSignals.numberMax()) + " signals, got " + signals);
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Program program = Program.open(settings(folder), Instruments.real())) {
            program.customers().importCsv(new ByteArrayInputStream(books(known, port)), false);
            for (int i = 0; i < signals; i += ONE_IN) {
                putMail(program, i);
            }
            program.receiveMail();
            program.turnByTheClock();
            awaitTried(program);
            try (ArrivalSink hosts = new ArrivalSink(port);
                    StartSignals access = new StartSignals(program.signOnWatch().port(), SECRET, signals)) {
                access.send(perSecond);
                awaitArrivals(hosts, signals / ONE_IN);
                print(access, hosts, perSecond * WARM_UP_SECONDS, signals);
            }
        }
    }

    private static Settings settings(Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String yaml = """
                data: {folder: %s}
                intake: {listen: '127.0.0.1:0'}
                radius: {listen: '127.0.0.1:0', clients: ['127.0.0.1 %s']}
                """.formatted(folder, secret);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return switch (SettingsFile.parse(yaml, "bench", nobody)) {
            case Reading.Ready ready -> ready.settings();
            case Reading.Faulty faulty -> throw new IllegalStateException(faulty.toString());
        };
    }

    /** Each host at an address of its own. */
    private static byte[] books(int known, int port) {
        StringBuilder rows = new StringBuilder("login,product,line,addresses,domains\n");
        for (int i = 0; i < known; i++) {
            rows.append("u%1$d,advanced-mail,dial-up,127.%2$d.%3$d.%4$d:%5$d,u%1$d.isp.example\n"
                    .formatted(i, 1 + i / 62_500, i / 250 % 250, 1 + i % 250, port));
        }
        return rows.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void putMail(Program program, int number) throws Exception {
        String login = "u" + number;
        try (Draft draft = program.spool().begin(
                new Envelope(
                        ReversePath.none(), Instant.now(), Optional.of(InetAddress.getLoopbackAddress()), "x", false),
                List.of(new Destination(new Mailbox.Account(login), MailClass.PUSH,
                        List.of(new MailAddress("bob", login + ".isp.example")))))) {
            draft.write(MESSAGE, 0, MESSAGE.length);
            draft.commit();
        }
    }

    /** Nobody listens yet: each account is tried once, and would be again after 20 minutes. */
    private static void awaitTried(Program program) throws IOException {
        while (program.deliveries().queues().stream().anyMatch(queue -> queue.lastResult().isEmpty())) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private static void awaitArrivals(ArrivalSink hosts, int number) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (hosts.arrivedAt().size() < number && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void print(StartSignals access, ArrivalSink hosts, int from, int to) {
        double[] answers = IntStream.range(from, to)
                .filter(i -> access.answeredAt(i) > 0)
                .mapToDouble(i -> millis(access.sentAt(i), access.answeredAt(i)))
                .toArray();
        double[] arrivals = IntStream.range(from, to)
                .filter(i -> hosts.arrivedAt().containsKey("u" + i))
                .mapToDouble(i -> millis(access.sentAt(i), hosts.arrivedAt().get("u" + i)))
                .toArray();
        print("answer", answers, to - from);
        print("message", arrivals, (int) IntStream.range(from, to).filter(i -> i % ONE_IN == 0).count());
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    private static void print(String what, double[] millis, int expected) {
        Arrays.sort(millis);
        System.out.printf("%-8s %6d of %6d   p50 %7.1f ms   p99 %7.1f ms   max %7.1f ms%n", what, millis.length,
                expected, at(millis, 0.5), at(millis, 0.99), at(millis, 1));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
