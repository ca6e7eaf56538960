// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.surroundings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program runs, as far as settings depend on it. Immutable.
 *
 * @param environment the process's variables
 * @param home the user's home folder
 * @param workingFolder where the command was typed
 * @param systemWide the file of the whole machine, looked for last
 */
public record Surroundings(Map<String, String> environment, Path home, Path workingFolder, Path systemWide) {

    /** The variable that names the settings file. */
    public static final String FILE_VARIABLE = "RELAYWARDEN_CONFIG";

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home", "/")),
                Path.of("").toAbsolutePath(),
                Path.of("/etc/relaywarden/relaywarden.yaml"));
    }

    /** The same surroundings, and paths that begin elsewhere. */
    public Surroundings inFolder(Path folder) {
        return new Surroundings(environment, home, folder, systemWide);
    }

    /** A path as it was typed, from where it was typed. */
    public Path typed(String path) {
        return resolved(Path.of(path), workingFolder);
    }

    /** The file that an operator named, by option or variable; it must be there. */
    public Optional<Path> named(Optional<String> option) {
        return option.or(() -> variable(FILE_VARIABLE)).map(name -> resolved(Path.of(name), workingFolder));
    }

    /** The first that is there of the places where a file may lie unnamed. */
    public Optional<Path> found() {
        return List.of(configHome().resolve("relaywarden/relaywarden.yaml"), systemWide).stream()
                .filter(Files::exists)
                .findFirst();
    }

    /** XDG Base Directory Specification: a relative value is ignored. */
    private Path configHome() {
        return absoluteVariable("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
    }

    /** Where data lies unless the file says otherwise. */
    public Path dataFolder() {
        return absoluteVariable("XDG_DATA_HOME").orElse(home.resolve(".local/share")).resolve("relaywarden");
    }

    /** A path as an operator meant it: a leading {@code ~} is the home, a relative one begins at {@code from}. */
    public Path resolved(Path path, Path from) {
        Path meant = path.startsWith("~") ? home.resolve(Path.of("~").relativize(path)) : path;
        return from.resolve(meant).toAbsolutePath().normalize();
    }

    private Optional<Path> absoluteVariable(String name) {
        return variable(name).map(Path::of).filter(Path::isAbsolute);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
