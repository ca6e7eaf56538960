// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/**
 * A real Dovecot of the machine's Debian release, which serves a folder of Maildirs by POP3 and IMAP on a loopback address of
 * its own. It ends with this JVM, however that ends. A client that connects from that same address may log in without TLS:
 * to Dovecot it is this machine. Safe for use by several threads.
 */
public final class DovecotServer implements AutoCloseable {
    /** The user that it reads and writes mail as; the group that the folder is given to bears the same name. */
    public static final String MAIL_USER = "relaywarden";

    private static final int POP3 = 110;
    private static final int IMAP = 143;
    /** A folder hands its group on to what is made in it. */
    private static final int GROUP_AND_ITS_HEIRS = 02770;

    private final PrivateView view;
    private final Process guard;
    private final InstanceFolder folder;

    private DovecotServer(PrivateView view, InstanceFolder folder) {
        this.view = view;
        this.folder = folder;
        this.guard = Guard.over(ProcessHandle.of(view.pid()).orElseThrow(), "TERM");
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @param accounts holds the Maildirs; it is given to the group of {@link #MAIL_USER}, and so is what is made in it later
     * @param accountsInView where that folder stands for Dovecot: where {@code settings} look for it
     * @param settings the lines of dovecot.conf(5), except for addresses, ports and logs
     * @param users passwords by login; they stand in {@code /etc/dovecot/users}
     * @throws LabFailure when it does not come up, with what it said
     */
    public static DovecotServer start(
            Path parent, Path accounts, String accountsInView, List<String> settings, Map<String, String> users) {
        var folder = InstanceFolder.make(parent, "dovecot");
        LabHost host = LabHost.machine(OwnAddress.draw());
        Path image = ServerImage.DOVECOT.ready();
        giveToGroup(accounts, image);
        var lines = new ArrayList<>(settings);
        lines.addAll(List.of(
                "listen = " + host.address(),
                "log_path = " + ServerInView.LOGS + "/dovecot.log",
                // Whoever is there when it stops is sent away; else the next test would wait for them.
                "shutdown_clients = yes"));
        folder.write("dovecot.conf", lines);
        folder.write("users", users.entrySet().stream()
                .map(user -> user.getKey() + ":{PLAIN}" + user.getValue())
                .sorted()
                .toList());
        PrivateView view = PrivateView.start(
                host,
                folder.root(),
                image,
                "mail.isp.example",
                Map.of(folder.configuration(), "/etc/dovecot", folder.logs(), ServerInView.LOGS, accounts, accountsInView),
                List.of("/usr/sbin/dovecot", "-F"));
        try {
            var server = new DovecotServer(view, folder);
            view.await(() -> isOpen(server.pop3()) && isOpen(server.imap()), ServerInView.START_LIMIT, "listen");
            return server;
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    private static void giveToGroup(Path accounts, Path image) {
        int group = PrivateView.text(image.resolve("etc").resolve("group")).lines()
                .map(line -> line.split(":"))
                .filter(words -> words[0].equals(MAIL_USER))
                .map(words -> Integer.valueOf(words[2]))
                .findFirst()
                .orElseThrow(() -> new LabFailure(image + ": no group " + MAIL_USER + " in this image"));
        try {
            Files.setAttribute(accounts, "unix:gid", group);
            Files.setAttribute(accounts, "unix:mode", GROUP_AND_ITS_HEIRS);
        } catch (IOException e) {
            throw new LabFailure(accounts + ": can't be given to group " + group + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOpen(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, (int) Duration.ofSeconds(1).toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it speaks POP3. */
    public InetSocketAddress pop3() {
        return new InetSocketAddress(view.host().addresses().getFirst(), POP3);
    }

    /** Where it speaks IMAP. */
    public InetSocketAddress imap() {
        return new InetSocketAddress(view.host().addresses().getFirst(), IMAP);
    }

    /** Runs {@code doveadm}, as the operator of this server does. */
    public String doveadm(String... words) {
        var all = new ArrayList<>(List.of("doveadm"));
        all.addAll(List.of(words));
        return view.run(all.toArray(String[]::new)).orThrow().output();
    }

    /** What it wrote to its log so far. */
    public String log() {
        return PrivateView.text(folder.logs().resolve("dovecot.log"));
    }

    /** Its version, as Debian writes it. */
    public String program() {
        return "Dovecot " + ServerImage.DOVECOT.version();
    }

    /** Stops all its processes, by their pids; a second call does nothing. Its folder stays, for a look at the log. */
    @Override
    public void close() {
        try {
            guard.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            view.close();
        }
    }

    @Override
    public String toString() {
        return "Dovecot on " + view.host();
    }
}
