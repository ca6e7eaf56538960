// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.filters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.ServerImage;

/**
 * A real ClamAV of the machine's Debian release: {@code clamd} with one signature of our own, and {@code clamav-milter}
 * before it. Safe for use by several threads.
 */
public final class ClamavServer implements AutoCloseable {
    /** What becomes of an infected mail. */
    public enum OnInfected {
        REJECT,
        QUARANTINE
    }

    /** The one thing that it finds: EICAR's test file, which harms nobody. */
    public static final String INFECTED = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private static final ServerImage IMAGE =
            new ServerImage("clamav", List.of("clamav-milter", "clamav-daemon"), List.of());
    private static final String DAEMON_SOCKET = "clamd.sock";
    private static final String SOCKET = "clamav-milter.sock";

    private final FilterView view;
    private final Path socket;

    private ClamavServer(FilterView view, Path socket) {
        this.view = view;
        this.socket = socket;
    }

    /**
     * Starts both; they listen when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @throws LabFailure when they do not come up, with what they said
     */
    public static ClamavServer start(LabHost host, Path parent, OnInfected onInfected) {
        InstanceFolder folder = FilterView.folder(parent, "clamav");
        writeSignature(folder);
        folder.write("clamd.conf", List.of(
                "Foreground yes",
                "User clamav",
                "LocalSocket " + FilterView.SOCKETS + "/" + DAEMON_SOCKET,
                "DatabaseDirectory " + FilterView.CONFIGURATION + "/signatures",
                "LogFile " + FilterView.LOGS + "/clamd.log"));
        folder.write("clamav-milter.conf", List.of(
                "User clamav",
                "MilterSocket unix:" + FilterView.SOCKETS + "/" + SOCKET,
                "ClamdSocket unix:" + FilterView.SOCKETS + "/" + DAEMON_SOCKET,
                "OnInfected " + word(onInfected),
                "OnFail Defer",
                "AddHeader Replace",
                "MaxFileSize 50M",
                "TemporaryDirectory /tmp",
                "LogFile " + FilterView.LOGS + "/clamav-milter.log"));
        FilterView view = FilterView.start(host, folder, IMAGE,
                List.of("/usr/sbin/clamd", "-c", FilterView.CONFIGURATION + "/clamd.conf"));
        view.awaitSocket(DAEMON_SOCKET);
        view.view().run("clamav-milter", "-c", FilterView.CONFIGURATION + "/clamav-milter.conf").orThrow();
        return new ClamavServer(view, view.awaitSocket(SOCKET));
    }

    /** Of the extended format: name, any kind of file, anywhere in it, the bytes. No signatures are ever fetched. */
    private static void writeSignature(InstanceFolder folder) {
        String bytes = HexFormat.of().formatHex(INFECTED.getBytes(StandardCharsets.US_ASCII));
        Path signatures = folder.configuration().resolve("signatures");
        try {
            Files.createDirectory(signatures);
            Files.setPosixFilePermissions(signatures, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(signatures.resolve("testbed.ndb"), "Testbed.Eicar:0:*:" + bytes + "\n");
        } catch (IOException e) {
            throw new LabFailure(signatures + ": can't be written: " + e.getMessage(), e);
        }
    }

    private static String word(OnInfected onInfected) {
        String word = onInfected.name();
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Where the milter listens. */
    public Path socket() {
        return socket;
    }

    /** What it is: its name and the version of its Debian package. */
    public String program() {
        return "ClamAV " + IMAGE.version();
    }

    @Override
    public void close() {
        view.view().close();
    }
}
