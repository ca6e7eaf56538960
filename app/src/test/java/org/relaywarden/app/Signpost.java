// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a package-info.java says of its package.
 *
 * @param name without {@code org.relaywarden.}
 * @param folder of its sources
 * @param mayUse the packages of ours that it says it may use; empty when it says nothing readable
 */
record Signpost(String name, Path folder, String text, Optional<Set<String>> mayUse) {

    static final String ROOT = "org.relaywarden.";

    private static final Pattern MAY_USE = Pattern.compile("<p>May use: ([a-z0-9., ]+)\\.(?= |$)");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?org\\.relaywarden\\.([a-z0-9.]+)\\.[A-Z]");

    /** Those of all modules; a package without one gets an empty one. */
    static List<Signpost> all() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> sources = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            return sources.stream().flatMap(Signpost::below).toList();
        }
    }

    private static Stream<Signpost> below(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .map(folder -> read(sources, folder))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new AssertionError(sources.toString(), unreadable);
        }
    }

    private static Signpost read(Path sources, Path folder) {
        String name = sources.relativize(folder).toString().replace('/', '.');
        Path file = folder.resolve("package-info.java");
        String text = Files.exists(file) ? readString(file).replaceAll("\\n \\* ?", " ").replaceAll(" +", " ") : "";
        Matcher list = MAY_USE.matcher(text);
        Optional<Set<String>> mayUse = list.find() ? Optional.of(packagesIn(list.group(1))) : Optional.empty();
        return new Signpost(name.substring(ROOT.length()), folder, text, mayUse);
    }

    private static Set<String> packagesIn(String list) {
        return list.equals("nothing of ours")
                ? Set.of()
                : Arrays.stream(list.split(", ?")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the sources import: a constant is copied into the class file, and its origin is not seen there. */
    Set<String> imports() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> IMPORT.matcher(readString(file)).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }

    /** The module of a package: its first word. */
    static String moduleOf(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
