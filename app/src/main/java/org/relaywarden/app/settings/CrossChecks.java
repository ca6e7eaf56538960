// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.app.yaml.FaultList;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.app.yaml.Values;
import org.relaywarden.app.yaml.WrongValue;
import org.relaywarden.bsmtp.tls.CertificateFault;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsFiles;

/** What no single key can tell: values that are sound by themselves, and wrong beside each other. */
final class CrossChecks {

    /** What the operating system allows for the path of a socket, less {@code /run/commands}. */
    private static final int DATA_FOLDER_BYTES_MAX = 107 - "/run/commands".length();

    private static final String READABLE_FOR_ALL = "can be read by everybody on this machine";

    private final Values values;
    private final FaultList faults;

    CrossChecks(Values values, FaultList faults) {
        this.values = values;
        this.faults = faults;
    }

    void run() {
        outsideSeesWhatTheWorldSees();
        outsideIsTwoOfAFamily();
        insidePassesFilters();
        deliveriesComeFromAnnouncedRanges();
        noticesCanGoOut();
        messageFitsInTheRoomThatIsKept();
        passwordCanBeRead();
        accessServersAreKnown();
        certificateCanBeShown();
        pathOfSocketFits();
        embeddedDatabaseFits();
        new DomainChecks(values, faults).run();
        new FilterChecks(values, faults).run();
        new SmarthostChecks(values, faults).run();
    }

    /** Decision 15: an address that filters let through would see a blocked host as open to the world. */
    private void outsideSeesWhatTheWorldSees() {
        if (!values.areSound(
                RelayKeys.OUTSIDE_ADDRESSES, DeliveryKeys.DELIVERY_RANGES, DeliveryKeys.PROBE_ADDRESSES)) {
            return;
        }
        values.get(RelayKeys.OUTSIDE_ADDRESSES).stream()
                .filter(outside -> Assembly.rangesOf(values).pass(outside))
                .forEach(outside -> tell(
                        RelayKeys.OUTSIDE_ADDRESSES,
                        outside.getHostAddress(),
                        "passes every filter, for it is in network.delivery-ranges or network.probe-addresses",
                        "Name an address outside of both."));
    }

    /** The first looks at each host, the second at those that turn it away: there is no work for a third. */
    private void outsideIsTwoOfAFamily() {
        if (!values.areSound(RelayKeys.OUTSIDE_ADDRESSES)) {
            return;
        }
        Map<Boolean, List<InetAddress>> families = values.get(RelayKeys.OUTSIDE_ADDRESSES).stream()
                .collect(Collectors.partitioningBy(Inet4Address.class::isInstance));
        for (List<InetAddress> family : families.values()) {
            family.stream().skip(2).findFirst().ifPresent(third -> tell(
                    RelayKeys.OUTSIDE_ADDRESSES,
                    third.getHostAddress(),
                    "is the third of its family, and two are used",
                    "Take one out."));
        }
    }

    /** S6: a blocked host answers nobody else, and so could never show that it is mended. */
    private void insidePassesFilters() {
        if (!values.areSound(RelayKeys.INSIDE_ADDRESS, DeliveryKeys.DELIVERY_RANGES, DeliveryKeys.PROBE_ADDRESSES)) {
            return;
        }
        Optional<InetAddress> inside = values.get(RelayKeys.INSIDE_ADDRESS);
        if (inside.isPresent() && !Assembly.rangesOf(values).pass(inside.get())) {
            tell(
                    RelayKeys.INSIDE_ADDRESS,
                    inside.get().getHostAddress(),
                    "passes no filter",
                    "Add it to network.probe-addresses, or name an address that is in it.");
        }
    }

    /** B14: customers close port 25 for all others, blocked hosts (E1, E2) among them. */
    private void deliveriesComeFromAnnouncedRanges() {
        if (!values.areSound(DeliveryKeys.DELIVERY_SOURCES, DeliveryKeys.DELIVERY_RANGES)) {
            return;
        }
        var announced = values.get(DeliveryKeys.DELIVERY_RANGES);
        values.get(DeliveryKeys.DELIVERY_SOURCES).stream()
                .filter(source -> !announced.isEmpty())
                .filter(source -> announced.stream().noneMatch(range -> range.network().contains(source)))
                .forEach(source -> tell(
                        DeliveryKeys.DELIVERY_SOURCES,
                        source.getHostAddress(),
                        "is in none of network.delivery-ranges",
                        "Name an address in one of them; or announce its range to the customers, then add it."));
    }

    /** That a mail waits is news for a time; a notice that lies here for days would tell of what is long over. */
    private void noticesCanGoOut() {
        if (!values.areSound(DeliveryKeys.DELAY_NOTICE, DeliveryKeys.OUTGOING_RELAY, SmarthostKeys.LISTEN,
                SmarthostKeys.LISTEN_TLS)) {
            return;
        }
        values.get(DeliveryKeys.DELAY_NOTICE)
                .filter(_ -> values.get(DeliveryKeys.OUTGOING_RELAY).isEmpty()
                        && values.get(SmarthostKeys.LISTEN).isEmpty()
                        && values.get(SmarthostKeys.LISTEN_TLS).isEmpty())
                .ifPresent(after -> tell(
                        DeliveryKeys.DELAY_NOTICE,
                        after.toMinutes() + "m",
                        "nobody is there to send the notices on",
                        "Name your smarthost in outgoing.relay, run one by smarthost.listen, or take the key out."));
    }

    /** What is begun must fit, though others write to the same disk meanwhile. */
    private void messageFitsInTheRoomThatIsKept() {
        if (values.areSound(ProviderKeys.FREE_SPACE_MIN, IntakeKeys.INTAKE_MESSAGE_MAX)
                && values.get(ProviderKeys.FREE_SPACE_MIN) < values.get(IntakeKeys.INTAKE_MESSAGE_MAX) * 3 / 2) {
            Key<Long> given = values.lineOf(ProviderKeys.FREE_SPACE_MIN) == 0
                    ? IntakeKeys.INTAKE_MESSAGE_MAX
                    : ProviderKeys.FREE_SPACE_MIN;
            tell(
                    given,
                    values.get(given) + " bytes",
                    "too little room for the largest message",
                    "Make data.free-space-min one and a half times intake.message-size-max, or more.");
        }
    }

    private void passwordCanBeRead() {
        if (!values.areSound(StoreKeys.STORE_PASSWORD_FILE)) {
            return;
        }
        Optional<Path> file = values.get(StoreKeys.STORE_PASSWORD_FILE).map(values::resolved);
        if (file.isPresent()) {
            faultOfSecretFile("password", file.get()).ifPresent(fault -> tell(
                    StoreKeys.STORE_PASSWORD_FILE, file.get().toString(), fault.problem(), fault.remedy()));
        }
    }

    /** RFC 2866 section 3: a report counts only when it is sealed with a secret that we share. */
    private void accessServersAreKnown() {
        if (!values.areSound(SignOnKeys.RADIUS_LISTEN, SignOnKeys.RADIUS_CLIENTS)) {
            return;
        }
        List<Settings.AccessServer> servers = values.get(SignOnKeys.RADIUS_CLIENTS);
        values.get(SignOnKeys.RADIUS_LISTEN).filter(_ -> servers.isEmpty()).ifPresent(listen -> tell(
                SignOnKeys.RADIUS_LISTEN,
                listen.getAddress().getHostAddress() + ":" + listen.getPort(),
                "nobody may be heard there",
                "Name your access servers in radius.clients, or take the key out."));
        Set<Network> ranges = new HashSet<>();
        for (Settings.AccessServer server : servers) {
            Path file = values.resolved(server.secretFile());
            Optional<WrongValue> fault = ranges.add(server.range())
                    ? faultOfSecretFile("secret", file)
                    : Optional.of(new WrongValue("has two secrets", "Take one out."));
            fault.ifPresent(wrong -> tell(
                    SignOnKeys.RADIUS_CLIENTS, server.range() + " " + file, wrong.problem(), wrong.remedy()));
        }
    }

    /** @param what is in it: the password, or the secret */
    private static Optional<WrongValue> faultOfSecretFile(String what, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.of(new WrongValue(
                    "is no file that can be read",
                    "Make it, with the " + what + " as its first line, readable for the program."));
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                return Optional.of(new WrongValue(READABLE_FOR_ALL, "Take that away: chmod o= " + file + "."));
            }
            String secret = lines.readLine();
            return secret != null && !secret.isBlank()
                    ? Optional.empty()
                    : Optional.of(new WrongValue("has no " + what + " in its first line", "Write it there."));
        } catch (IOException unreadable) {
            return Optional.of(new WrongValue("is no text in UTF-8", "Write the " + what + " as its first line."));
        }
    }

    private void certificateCanBeShown() {
        if (!values.areSound(IntakeKeys.INTAKE_CERTIFICATE, IntakeKeys.INTAKE_KEY)) {
            return;
        }
        Optional<Path> certificate = values.get(IntakeKeys.INTAKE_CERTIFICATE);
        Optional<Path> key = values.get(IntakeKeys.INTAKE_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            Key<?> alone = certificate.isPresent() ? IntakeKeys.INTAKE_CERTIFICATE : IntakeKeys.INTAKE_KEY;
            tell(
                    alone,
                    certificate.or(() -> key).orElseThrow().toString(),
                    "stands alone",
                    "Name intake.tls.certificate and intake.tls.key both, or neither.");
            return;
        }
        Optional<TlsFiles> files = Assembly.tlsOf(values);
        if (files.isEmpty()) {
            return;
        }
        try {
            ServerCertificate.check(files.get());
            if (Files.getPosixFilePermissions(files.get().key()).contains(PosixFilePermission.OTHERS_READ)) {
                tell(
                        IntakeKeys.INTAKE_KEY,
                        files.get().key().toString(),
                        READABLE_FOR_ALL,
                        "Take that away: chmod o= " + files.get().key() + ".");
            }
        } catch (CertificateFault unfit) {
            boolean isTheKey = unfit.file().equals(files.get().key());
            tell(
                    isTheKey ? IntakeKeys.INTAKE_KEY : IntakeKeys.INTAKE_CERTIFICATE,
                    unfit.file().toString(),
                    unfit.problem(),
                    unfit.remedy());
        } catch (IOException goneMeanwhile) {
            tell(IntakeKeys.INTAKE_KEY, files.get().key().toString(), "can't be read", "Let the program read it.");
        }
    }

    /** sun_path of unix(7) holds 108 bytes, the last one a zero. */
    private void pathOfSocketFits() {
        if (!values.areSound(ProviderKeys.DATA_FOLDER)) {
            return;
        }
        String folder = values.resolved(values.get(ProviderKeys.DATA_FOLDER)).toString();
        int bytes = folder.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > DATA_FOLDER_BYTES_MAX) {
            tell(
                    ProviderKeys.DATA_FOLDER,
                    folder,
                    "is " + bytes + " bytes long, too long for the name of the socket in it",
                    "Name a folder of at most " + DATA_FOLDER_BYTES_MAX + " bytes.");
        }
    }

    /** H2 takes what stands behind a semicolon for orders. */
    private void embeddedDatabaseFits() {
        String folder = values.resolved(values.get(ProviderKeys.DATA_FOLDER)).toString();
        if (values.areSound(ProviderKeys.DATA_FOLDER) && folder.contains(";")) {
            tell(ProviderKeys.DATA_FOLDER, folder, "holds a ';'", "Name a folder without it.");
        }
    }

    private void tell(Key<?> key, String value, String problem, String remedy) {
        faults.add(values.lineOf(key), key.path() + " = " + value, problem, remedy);
    }
}
