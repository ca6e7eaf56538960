// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model itself: it must allow what disks are known to do, and nothing that a force forbids. */
class PowerCutModelTest {

    private static final Path TMP = Path.of("/tmp");
    private static final Path NEW = Path.of("/new");

    private final MemoryDisk disk = new MemoryDisk();

    /** What the files may be: {@code new=abcd} or {@code tmp=....}, a dot for a byte that was never written. */
    private Set<String> left() throws Exception {
        Set<String> left = new TreeSet<>();
        new PowerCut(disk, 1).behind(disk.steps(), "", state -> left.add(files(new MemoryDisk(state))));
        return left;
    }

    private static String files(MemoryDisk after) throws IOException {
        StringBuilder files = new StringBuilder();
        for (Path folder : List.of(TMP, NEW)) {
            try (FileSystemDoor.OpenFile file = after.openForReading(folder.resolve("x"))) {
                ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
                file.read(bytes, 0);
                files.append(folder.getFileName()).append('=')
                        .append(new String(bytes.array()).replace('\0', '.')).append(' ');
            } catch (NoSuchFileException none) {
                // One of the outcomes.
            }
        }
        return files.toString().strip();
    }

    /** The folders are safe; the steps are letters: f force of the file, r rename, t and n force of a folder. */
    private void done(String steps) throws IOException {
        disk.createFolder(TMP);
        disk.createFolder(NEW);
        disk.forceFolder(Path.of("/"));
        FileSystemDoor.OpenFile file = disk.createExclusive(TMP.resolve("x"));
        file.write(ByteBuffer.wrap("abcd".getBytes()), 0);
        for (char step : steps.toCharArray()) {
            switch (step) {
                case 'f' -> file.force();
                case 'r' -> disk.rename(TMP.resolve("x"), NEW.resolve("x"));
                case 't' -> disk.forceFolder(TMP);
                case 'n' -> disk.forceFolder(NEW);
                default -> throw new IllegalArgumentException(steps);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        frn  | new=abcd; tmp=abcd new=abcd                  | the promise: the new name is safe, the old may be back
        frnt | new=abcd                                     | and now it may not
        frt  | new=abcd                                     | a rename is one step: one folder takes it along
        fr   | ; tmp=abcd; new=abcd; tmp=abcd new=abcd      | bytes without a name are lost
        ft   | tmp=abcd                                     | nothing else was done
        """)
    void whatIsForcedStays(String steps, String expected, String why) throws Exception {
        done(steps);
        assertEquals(new TreeSet<>(List.of(expected.split("; ?", -1))), left(), why);
    }

    @Test
    void theNameMayBeThereAndTheBytesNot() throws Exception {
        done("rn");
        Set<String> left = left();
        assertTrue(left.containsAll(Set.of("new=abcd", "new=", "new=....", "new=ab")),
                "the classic: renamed, and empty, or zeros, or torn: " + left);
    }

    @Test
    void aFolderThatIsLostTakesAllAlong() throws Exception {
        disk.createFolder(TMP);
        disk.createExclusive(TMP.resolve("x")).close();
        disk.forceFolder(TMP);
        assertEquals(Set.of("", "tmp="), left());
    }

    @Test
    void eachWriteMayBeLostWithoutTheOthers() throws Exception {
        disk.createFolder(TMP);
        disk.forceFolder(Path.of("/"));
        FileSystemDoor.OpenFile file = disk.createExclusive(TMP.resolve("x"));
        disk.forceFolder(TMP);
        file.write(ByteBuffer.wrap("___".getBytes()), 0);
        file.write(ByteBuffer.wrap("body".getBytes()), 3);
        file.write(ByteBuffer.wrap("SEA".getBytes()), 0);
        Set<String> left = left();
        assertTrue(left.containsAll(Set.of("tmp=SEAbody", "tmp=___body", "tmp=SEA",
                "tmp=___")), left.toString());
        file.force();
        assertEquals(Set.of("tmp=SEAbody"), left());
    }
}
