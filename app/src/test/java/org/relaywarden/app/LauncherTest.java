// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher with a Java and a Maven that only tell how they were called. */
@Timeout(60)
final class LauncherTest {

    @TempDir
    Path temporary;

    private Path house;
    private Path launcher;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        house = temporary.resolve("a house");
        launcher = house.resolve("relaywarden");
        Files.createDirectories(house.resolve("app/target/lib"));
        Files.createDirectories(house.resolve("app/src/main"));
        Files.writeString(house.resolve("app/target/lib/app-1.jar"), "");
        Files.copy(Path.of("../relaywarden"), launcher);
        jdk("jdk 25", "25.0.1");
        jdk("jdk 17", "17.0.15");
    }

    private void jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(temporary.resolve(name).resolve("bin")).getParent();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        // Asked for a class cache, it writes one.
        script(home.resolve("bin/java"), """
                printf '%s\\n' "$0" "$@"
                for word in "$@"; do
                    case $word in -XX:AOTCacheOutput=*) echo cache > "${word#*=}"; touch "${word#*=}.config" ;; esac
                done""");
        script(home.resolve("bin/javac"), "exit 0");
    }

    /** A Maven that notes how it was called, and does this. */
    private void maven(String does) throws IOException {
        Files.createDirectories(temporary.resolve("tools"));
        script(
                temporary.resolve("tools/mvn"),
                "echo \"$JAVA_HOME $*\" >> '" + temporary.resolve("mvn.calls") + "'\n" + does);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended start(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
        builder.environment().put("RELAYWARDEN_JAVA_HOME", temporary.resolve("jdk 25").toString());
        builder.environment().put("PATH", temporary.resolve("tools") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Path err = temporary.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void argumentsArriveAsTheyWereTyped() throws Exception {
        Ended ended = start(launcher, Map.of(), "customers", "import", "my file.csv", "", "*");

        List<String> lines = ended.out().lines().toList();
        assertEquals(temporary.resolve("jdk 25/bin/java").toString(), lines.getFirst());
        assertTrue(lines.contains(house.toRealPath().resolve("app/target/lib/app-1.jar").toString()), ended::toString);
        int main = lines.indexOf("org.relaywarden.app.Main");
        assertEquals(List.of("customers", "import", "my file.csv", "", "*"), lines.subList(main + 1, lines.size()));
        assertEquals("", ended.err());
    }

    @ParameterizedTest(name = "{0}: first compiler only {1}, {2}")
    @CsvSource(textBlock = """
            serve,                      false, a server runs for months
            --config r.yaml serve,      false, options may stand before the command
            --debug serve,              false, also those without a value
            scan,                       true,  a short command
            --config serve scan,        true,  a file may be called serve
            customers show serve,       true,  a customer too
            --help,                     true,  no command at all
            """)
    void onlyAServerGetsTheSecondCompiler(String line, boolean firstOnly, String why) throws Exception {
        Ended ended = start(launcher, Map.of(), line.split(" "));

        assertEquals(firstOnly, ended.out().contains("-XX:TieredStopAtLevel=1"), why);
    }

    @Test
    void aSymbolicLinkLeadsToTheHouse() throws Exception {
        Path inner = Files.createSymbolicLink(temporary.resolve("inner"), Path.of("a house/relaywarden"));
        Path link = Files.createSymbolicLink(temporary.resolve("outer link"), inner);

        Ended ended = start(link, Map.of(), "version");

        assertEquals(0, ended.code(), ended::toString);
        assertTrue(ended.out().contains(house.toRealPath().resolve("app/target/lib").toString()), ended::toString);
    }

    @Test
    void anOldJavaIsPassedOver() throws Exception {
        Map<String, String> old = Map.of(
                "RELAYWARDEN_JAVA_HOME", temporary.resolve("jdk 17").toString(),
                "JAVA_HOME", temporary.resolve("jdk 25").toString());

        Ended ended = start(launcher, old, "version");

        assertTrue(ended.out().startsWith(temporary.resolve("jdk 25/bin/java").toString()), ended::toString);
        assertTrue(ended.err().contains("holds no JDK 25 or newer"), ended::toString);
    }

    @Test
    void sourcesThatAreNewerAreBuiltOnce() throws Exception {
        Path source = Files.writeString(house.resolve("app/src/main/Main.java"), "");
        Files.writeString(house.resolve("app/pom.xml"), "");
        Files.writeString(house.resolve("pom.xml"), "");
        // The first build clears the libraries away, as they may be of an older house; this Maven makes none.
        maven("mkdir -p '" + house + "/app/target/lib'; touch '" + house + "/app/target/lib/app-1.jar'");

        Ended first = start(launcher, Map.of(), "version");
        assertTrue(first.err().contains("building") && first.err().contains("built in "), first::toString);
        assertEquals("", start(launcher, Map.of(), "version").err(), "nothing changed");
        assertEquals(1, calls().size(), () -> calls().toString());
        assertTrue(calls().getFirst().startsWith(temporary.resolve("jdk 25") + " "), () -> calls().toString());

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(start(launcher, Map.of(), "version").err().contains("the sources are newer"));
        assertEquals(2, calls().size(), () -> calls().toString());
    }

    private List<String> calls() {
        try {
            return Files.readAllLines(temporary.resolve("mvn.calls"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void aFailedBuildShowsWhatToMendAndStartsNothing() throws Exception {
        Files.writeString(house.resolve("pom.xml"), "");
        maven("""
                echo '[INFO] idle talk'
                echo '[ERROR] /x/Main.java:[3,1] missing brace'
                echo '[ERROR] -> [Help 1]'
                exit 1""");

        Ended ended = start(launcher, Map.of(), "version");

        assertEquals(1, ended.code());
        assertEquals("", ended.out());
        assertTrue(ended.err().contains("Main.java:[3,1] missing brace"), ended::toString);
        assertTrue(ended.err().contains(house.toRealPath().resolve("target/build.log").toString()), ended::toString);
        assertFalse(ended.err().contains("idle talk") || ended.err().contains("Help 1"), ended::toString);
    }

    private static final String USES = "-XX:AOTCache=";

    private Path caches() {
        return house.resolve("app/target/class-cache");
    }

    private List<Path> madeCaches() throws IOException {
        if (!Files.isDirectory(caches())) {
            return List.of();
        }
        try (var files = Files.list(caches())) {
            return files.filter(file -> file.toString().contains(".aot")).toList();
        }
    }

    private void plainStart(String why, Map<String, String> environment) throws Exception {
        Ended ended = start(launcher, environment, "version");
        assertEquals(0, ended.code(), why);
        assertEquals("", ended.err(), why + ": silent");
        assertFalse(ended.out().contains(USES), why + ": " + ended);
    }

    @Test
    void aClassCacheIsUsedWhileItFitsAndSilentlyLeftWhenNot() throws Exception {
        plainStart("there is none yet", Map.of());
        assertEquals(0, start(launcher, Map.of(), "class-cache").code());
        Path cache = madeCaches().getFirst();
        assertEquals(List.of(cache), madeCaches(), "nothing is left beside it");
        Ended ended = start(launcher, Map.of(), "version");
        assertTrue(ended.out().lines().toList().contains(USES + cache.toRealPath()), ended::toString);

        for (String own : List.of("-Xshare:off", "-XX:SharedArchiveFile=mine.jsa", "-XX:AOTMode=off")) {
            plainStart("the caller chose " + own, Map.of("RELAYWARDEN_JAVA_OPTIONS", own));
            plainStart("the caller chose " + own, Map.of("JAVA_TOOL_OPTIONS", own));
        }
        plainStart("another JDK", Map.of("RELAYWARDEN_JAVA_HOME", another().toString()));
        Path jar = Files.writeString(house.resolve("app/target/lib/app-1.jar"), "changed");
        plainStart("another jar", Map.of());
        assertEquals(0, start(launcher, Map.of(), "class-cache").code());
        assertEquals(1, madeCaches().size(), "the old one is gone");
        assertFalse(madeCaches().contains(cache), "the key is made from the jars");
        Files.writeString(jar.resolveSibling("b.jar"), "");
        plainStart("one jar more", Map.of());
    }

    private Path another() throws IOException {
        jdk("jdk 25 update", "25.0.2");
        return temporary.resolve("jdk 25 update");
    }

    @Test
    void aBuildMakesTheCacheAndLivesWithoutOne() throws Exception {
        Files.writeString(house.resolve("pom.xml"), "");
        String jar = house + "/app/target/lib/app-1.jar";
        maven("mkdir -p '" + house + "/app/target/lib'; touch '" + jar + "'");
        Files.createDirectories(house.resolve("app/target"));
        // A file stands where the folder should be: not even root can write there.
        Files.writeString(caches(), "in the way");
        Ended without = start(launcher, Map.of(), "version");
        assertEquals(0, without.code(), without::toString);
        assertFalse(without.out().contains(USES) || without.err().contains("cache"), without::toString);
        Ended asked = start(launcher, Map.of(), "class-cache");
        assertEquals(1, asked.code(), "who asks for it is told");
        assertTrue(asked.err().contains("no class cache could be made in " + caches().getParent().toRealPath()),
                asked::toString);

        Files.delete(caches());
        Files.delete(house.resolve("target/built"));
        Ended built = start(launcher, Map.of(), "version");
        assertTrue(built.out().contains(USES + madeCaches().getFirst().toRealPath()), built::toString);
    }

    @Test
    void makersAtTheSameTimeLeaveOneWholeCache() throws Exception {
        List<Process> makers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ProcessBuilder maker = new ProcessBuilder(launcher.toString(), "class-cache")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            maker.environment().put("RELAYWARDEN_JAVA_HOME", temporary.resolve("jdk 25").toString());
            makers.add(maker.start());
        }
        for (Process maker : makers) {
            assertEquals(0, maker.waitFor());
        }
        assertEquals(1, madeCaches().size(), () -> "left behind in " + caches());
        assertEquals("cache\n", Files.readString(madeCaches().getFirst()));
    }
}
