// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.views.ServerImage;

/** What tests with real servers need of the machine: looked at once per JVM. */
public final class Requirements {
    /** Set to {@code true} where a missing requirement must fail the build, as {@code ./verify} does. */
    public static final String REQUIRED_PROPERTY = "relaywarden.servers.required";

    private static final List<String> PROGRAMS =
            List.of("apt-get", "bash", "ip", "mount", "nsenter", "swaks", "sysctl", "unshare");
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

    private static final List<String> DATABASE_PROGRAMS = List.of("mariadb", "mariadb-install-db", "mariadbd");
    private static final List<String> RADIUS_PROGRAMS = List.of("freeradius", "radclient");
    /** For programs that call others of the administrator's, from a user's session. */
    static final Map<String, String> PATH = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");

    private Requirements() {}

    /**
     * The first line of a test with real servers. When something is missing the test is aborted (shown as skipped) with the
     * reason, or fails with it where {@link #REQUIRED_PROPERTY} is {@code true}.
     */
    public static void needsRealServers() {
        insist("real mail servers can't run here", Missing.THINGS);
    }

    /** The same for tests with a {@link MariaDbServer} on this machine: they need its programs, and no root. */
    public static void needsMariaDb() {
        insist("MariaDB can't run here", absent(DATABASE_PROGRAMS));
    }

    /** The same for tests with a {@link DnsmasqServer}: they need its program, and no root. */
    public static void needsDnsmasq() {
        insist("no name server can run here", absent(List.of("dnsmasq")));
    }

    /** The same for tests that compare with nmap, beside what {@link #needsRealServers} asks for: its relay script, too. */
    public static void needsNmap() {
        Path script = Path.of("/usr/share/nmap/scripts/smtp-open-relay.nse");
        boolean complete = isThere("nmap") && Files.isReadable(script);
        insist("nmap can't run here", complete ? List.of() : List.of("no nmap, or no " + script));
    }

    /** The same for tests with {@link Radclient} or a {@link FreeRadiusServer}: their programs, and no root. */
    public static void needsFreeRadius() {
        insist("FreeRADIUS can't run here", absent(RADIUS_PROGRAMS));
    }

    /** The same for tests that filter on the router of a {@link org.relaywarden.testbed.netlab.Netlab}. */
    public static void needsRouter() {
        needsRealServers();
        insist("no router can filter here", absent(List.of("nft")));
    }

    private static void insist(String what, List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        String reason = what + ": " + String.join("; ", missing) + ". ./verify sees to all of it";
        if (Boolean.getBoolean(REQUIRED_PROPERTY)) {
            Assertions.fail(reason);
        }
        Assumptions.abort(reason);
    }

    private static List<String> look() {
        var missing = new ArrayList<>(absent(PROGRAMS));
        if (!isRoot()) {
            missing.add("not root");
        }
        if (missing.isEmpty()) {
            // Namespaces and overlays may be forbidden even to root, as in most containers: only a trial tells.
            missing.addAll(ServerImage.refusals());
        }
        return List.copyOf(missing);
    }

    private static List<String> absent(List<String> programs) {
        return programs.stream()
                .filter(program -> !isThere(program))
                .map(program -> "no " + program)
                .toList();
    }

    private static boolean isThere(String program) {
        return PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(program)));
    }

    /**
     * Where a program is, which may be a place that a user's PATH leaves out.
     *
     * @throws LabFailure when it is nowhere; the message says what installs it
     */
    public static Path place(String program) {
        return PLACES.stream()
                .map(place -> place.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new LabFailure("no " + program + " on this machine; ./verify installs it"));
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Filled at first use. */
    private static final class Missing {
        static final List<String> THINGS = look();

        private Missing() {}
    }
}
