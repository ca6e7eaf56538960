// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.nio.file.Path;
import java.util.List;

/**
 * What to unpack for one kind of server: Debian packages that are kept, unpacked and configured, in a folder of their own
 * outside the repository, and lent read-only to as many instances as are wanted.
 *
 * @param name what the folder's name begins with
 * @param packages the Debian packages
 * @param completion a command that the image needs to be run in it once after apt; none when empty
 */
public record ServerImage(String name, List<String> packages, List<String> completion) {
    /** Its queue's folders are made by its own check, which the package leaves to the first start. */
    public static final ServerImage POSTFIX =
            new ServerImage("postfix", List.of("postfix"), List.of("postfix", "check"));

    public static final ServerImage EXIM = new ServerImage("exim", List.of("exim4-daemon-heavy"), List.of());

    public ServerImage {
        packages = List.copyOf(packages);
        completion = List.copyOf(completion);
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(name + ": an image's name has lower-case letters, digits and hyphens");
        }
    }

    /**
     * The folder of the finished image. Built at the first call on this machine (about 15 seconds, by apt, over the network);
     * built again when it is damaged.
     *
     * @throws org.relaywarden.testbed.netlab.LabFailure when it can't be built
     */
    public Path ready() {
        return new ImageCache(ImageCache.defaultFolder()).ready(this);
    }
}
