// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.servers.Requirements;

/** Images are built once, used again while whole, and built anew when anything about them is wrong. */
class ImageCacheIT {
    private static final List<String> COMPLETION = List.of("cp", "/etc/passwd", "/etc/completed");
    /** No package: all of it but apt. */
    private static final ServerImage QUICK = new ServerImage("quick", List.of(), COMPLETION);

    private Path folder;
    private ImageCache cache;

    @BeforeEach
    void makeFolder() throws Exception {
        Requirements.needsRealServers();
        // Beside the real images, where an overlay is known to work; the usual temporary folder may be one itself.
        folder = Files.createTempDirectory(Files.createDirectories(ImageCache.defaultFolder()), "trial-");
        cache = new ImageCache(folder);
    }

    @AfterEach
    void deleteFolder() throws Exception {
        if (folder != null) {
            FolderTree.delete(folder);
        }
    }

    private static FileTime sealed(Path image) throws Exception {
        return Files.getLastModifiedTime(image.resolve("image-complete"));
    }

    @Test
    void isBuiltByAptOnceWithItsVersionsAndLeavesTheMachineAlone() throws Exception {
        // A package that the machine has already: apt runs for real and needs no network.
        var image = new ServerImage("quick", List.of("iproute2"), COMPLETION);
        Path place = cache.ready(image);
        assertTrue(Files.exists(place.resolve("etc/completed")), "the completing command ran in the view");
        assertFalse(Files.exists(Path.of("/etc/completed")), "and not on the machine");
        String seal = Files.readString(place.resolve("image-complete"));
        assertTrue(seal.contains("iproute2="), seal);
        assertFalse(Files.exists(place.resolveSibling(place.getFileName() + ".unfinished")));
        FileTime first = sealed(place);
        assertEquals(place, cache.ready(image));
        assertEquals(first, sealed(place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image-complete", "etc/completed", "versions"})
    void isBuiltAgainWhenAFileIsGone(String file) throws Exception {
        Path image = cache.ready(QUICK);
        FileTime first = sealed(image);
        Files.delete(image.resolve(file));
        cache.ready(QUICK);
        assertTrue(Files.exists(image.resolve(file)));
        assertTrue(sealed(image).compareTo(first) > 0);
    }

    @Test
    void isBuiltAgainWhenAFileIsCutShort() throws Exception {
        Path image = cache.ready(QUICK);
        Files.write(image.resolve("etc/completed"), new byte[1]);
        FileTime first = sealed(image);
        cache.ready(QUICK);
        assertTrue(sealed(image).compareTo(first) > 0 && Files.size(image.resolve("etc/completed")) > 1);
    }

    @Test
    void anImageMadeInAnotherWayHasAPlaceOfItsOwn() {
        Path image = cache.ready(QUICK);
        Path other = cache.ready(new ServerImage("quick", List.of(), List.of("touch", "/etc/other")));
        assertTrue(Files.exists(other.resolve("etc/other")) && Files.exists(image.resolve("etc/completed")));
    }

    @Test
    void anImageThatCantBeBuiltIsNotThereAndTheReasonIsTold() {
        var wrong = new ServerImage("wrong", List.of(), List.of("ls", "/no/such/file"));
        LabFailure failure = assertThrows(LabFailure.class, () -> cache.ready(wrong));
        assertTrue(String.valueOf(failure.getMessage()).contains("/no/such/file"), failure.getMessage());
        String[] left = folder.toFile().list((_, name) -> name.startsWith("wrong") && !name.endsWith(".unfinished"));
        assertArrayEquals(new String[0], left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/tmp/relaywarden-images", "/run/relaywarden-images"})
    void refusesAFolderThatTheViewCovers(String place) throws Exception {
        LabFailure failure = assertThrows(LabFailure.class, () -> new ImageCache(Path.of(place)));
        assertTrue(String.valueOf(failure.getMessage()).contains("RELAYWARDEN_TESTBED_IMAGES"), failure.getMessage());
        assertFalse(Files.exists(Path.of(place)), "nothing is left of the attempt");
    }
}
