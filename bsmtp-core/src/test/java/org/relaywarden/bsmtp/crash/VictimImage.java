// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The classes of a victim as its Java likes them best: in one jar, with an archive of those that a first one used while
 * it did some work. It halves what a round costs.
 */
public final class VictimImage {

    /** Classes, the migrations of the store, and the texts of bounces. */
    private static final String PACKED = ".*\\.(class|sql|txt)";

    private final Path folder;
    private final Path jar;
    private final Path archive;

    private VictimImage(Path folder, Class<?> victim) throws IOException {
        this.folder = folder;
        this.archive = folder.resolve("victim.jsa");
        this.jar = folder.resolve("victim.jar");
        packAll(jar, victim);
    }

    /** What a first process does, so that it uses the classes that the others will. */
    @FunctionalInterface
    public interface Training {
        void on(VictimProcess first) throws Exception;
    }

    /** Packs the classes, and has one process work that is not killed: it has ended when the training is over. */
    public static VictimImage make(Path folder, Class<?> victim, Training training) throws Exception {
        VictimImage image = new VictimImage(folder, victim);
        try (VictimProcess first = new VictimProcess(
                folder, image.jar, "-XX:ArchiveClassesAtExit=" + image.archive)) {
            training.on(first);
        }
        return image;
    }

    /** The next victim, waiting for its order. */
    public VictimProcess start() throws IOException {
        return new VictimProcess(folder, jar, "-XX:SharedArchiveFile=" + archive);
    }

    /** Without a log: it would take a good part of the start. */
    private static void packAll(Path jar, Class<?> victim) throws IOException {
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
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, victim.getName());
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
            files = all.filter(file -> file.toString().matches(PACKED)).sorted().toList();
        }
        for (Path file : files) {
            String name = classes.relativize(file).toString();
            // Migrations are found by their folder, so that has an entry too.
            String folder = name.substring(0, name.lastIndexOf('/') + 1);
            if (!folder.isEmpty() && packed.add(folder)) {
                zip.putNextEntry(new ZipEntry(folder));
                zip.closeEntry();
            }
            if (packed.add(name)) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
