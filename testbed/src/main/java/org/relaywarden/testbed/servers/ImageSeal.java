// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that is written into an image last: how it was built, the packages' versions, and how much it holds. An image
 * without it was never finished; one that holds anything else than it says is damaged.
 */
final class ImageSeal {
    private static final String NAME = "image-complete";
    private static final String INSTALLED = "Status: install ok installed";

    private ImageSeal() {}

    static void put(Path image, ServerImage what) throws IOException {
        List<String> lines = new ArrayList<>(origin(what));
        for (String name : what.packages()) {
            lines.add(name + "=" + version(image.resolve("var/lib/dpkg/status"), name));
        }
        FolderTree.Content content = FolderTree.content(image);
        lines.add("content: " + content.entries() + " entries, " + content.bytes() + " bytes");
        Files.write(image.resolve(NAME), lines);
    }

    /** What is wrong with the image at this place, in words; nothing when it is whole. */
    static Optional<String> fault(Path image, ServerImage what) throws IOException {
        Path seal = image.resolve(NAME);
        if (!Files.exists(image)) {
            return Optional.of("not there yet");
        }
        if (!Files.isRegularFile(seal)) {
            return Optional.of("never finished");
        }
        List<String> lines = Files.readAllLines(seal);
        if (lines.size() != 3 + what.packages().size() || !lines.subList(0, 2).equals(origin(what))) {
            return Optional.of("built from something else");
        }
        FolderTree.Content content = FolderTree.content(image);
        String now = "content: %d entries, %d bytes".formatted(content.entries() - 1, content.bytes() - Files.size(seal));
        return now.equals(lines.getLast()) ? Optional.empty() : Optional.of("damaged (" + now + ")");
    }

    /** What the image depends on beside its packages' versions: another release's libraries would not fit. */
    private static List<String> origin(ServerImage what) throws IOException {
        String release = Files.readAllLines(Path.of("/etc/os-release")).stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .findFirst()
                .orElse("unknown");
        return List.of("script: " + ViewScript.fingerprint() + " " + what.packages() + " " + what.completion(), "machine: " + release);
    }

    private static String version(Path status, String name) throws IOException {
        boolean here = false;
        boolean installed = false;
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("Package: ")) {
                here = line.equals("Package: " + name);
                installed = false;
            }
            installed |= line.equals(INSTALLED);
            if (here && installed && line.startsWith("Version: ")) {
                return line.substring("Version: ".length());
            }
        }
        throw new IOException("package " + name + " is not wholly installed, though apt ended well");
    }
}
