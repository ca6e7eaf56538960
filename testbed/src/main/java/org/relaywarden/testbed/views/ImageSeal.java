// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that is written into an image last: the packages' versions, and how much the image holds. An image without it was
 * never finished; one that holds anything else than it says is damaged.
 */
final class ImageSeal {
    private static final String NAME = "image-complete";

    private ImageSeal() {}

    static void put(Path image) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(image.resolve("versions")));
        lines.add(line(FolderTree.content(image)));
        Files.write(image.resolve(NAME), lines);
    }

    /** What is wrong with the image at this place, in words; nothing when it is whole. */
    static Optional<String> fault(Path image) throws IOException {
        Path seal = image.resolve(NAME);
        if (!Files.exists(image)) {
            return Optional.of("is not there yet");
        }
        if (!Files.isRegularFile(seal)) {
            return Optional.of("was never finished");
        }
        FolderTree.Content all = FolderTree.content(image);
        String now = line(new FolderTree.Content(all.entries() - 1, all.bytes() - Files.size(seal)));
        return Files.readAllLines(seal).contains(now) ? Optional.empty() : Optional.of("is damaged, it holds " + now);
    }

    private static String line(FolderTree.Content content) {
        return content.entries() + " entries, " + content.bytes() + " bytes";
    }
}
