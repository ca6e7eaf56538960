// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The classes of a victim as its Java likes them best: in one jar, with an archive of those that a first one used while
 * it took some mail. It halves what a round costs.
 */
final class VictimImage {

    private static final int TRAINING_MAILS = 20;
    private static final long TRAINING_SECONDS = 60;

    private final Path folder;
    private final Path jar;
    private final Path archive;

    private VictimImage(Path folder) throws IOException {
        this.folder = folder;
        this.archive = folder.resolve("victim.jsa");
        this.jar = folder.resolve("victim.jar");
        packAll(jar);
    }

    /** Packs the classes, and has one process work that is not killed. */
    static VictimImage make(Path folder) throws Exception {
        VictimImage image = new VictimImage(folder);
        CountDownLatch mails = new CountDownLatch(TRAINING_MAILS);
        Ledger ledger = new Ledger();
        ledger.whenAnswering(mails::countDown);
        try (VictimProcess first = new VictimProcess(
                folder, image.jar, "-XX:ArchiveClassesAtExit=" + image.archive)) {
            Sender sender = new Sender(
                    first.work(KillPoint.AT_RANDOM, 1, folder.resolve("training")), new Random().nextLong(), ledger);
            Thread sending = Thread.startVirtualThread(sender);
            if (!mails.await(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing was taken in " + TRAINING_SECONDS + " s");
            }
            first.endByItself();
            sending.join();
        }
        return image;
    }

    /** The next victim, waiting for its order. */
    VictimProcess start() throws IOException {
        return new VictimProcess(folder, jar, "-XX:SharedArchiveFile=" + archive);
    }

    /** Without a log: it would take a good part of the start. */
    private static void packAll(Path jar) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                folders.add(Path.of(entry));
            } else if (!entry.contains("logback")) {
                jars.add(Path.of(entry).toUri().toString());
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Victim.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
        // On the command line this would keep Java from using all of the archive.
        manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
        Set<String> packed = new HashSet<>();
        try (JarOutputStream zip = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            zip.setLevel(0);
            for (Path classes : folders) {
                pack(classes, packed, zip);
            }
        }
    }

    private static void pack(Path classes, Set<String> packed, JarOutputStream zip) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        for (Path file : files) {
            String name = classes.relativize(file).toString();
            if (packed.add(name)) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
