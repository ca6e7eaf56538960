// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of images. One builder at a time, over all processes of the machine, by a lock file; an image is built beside its
 * place and moved there when its {@link ImageSeal} is on, so that whatever bears the right name and seal is whole.
 */
final class ImageCache {
    private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
    /** A view lays itself over these: an image in there would cover itself. */
    private static final List<Path> COVERED =
            List.of(Path.of("/usr"), Path.of("/etc"), Path.of("/var"), Path.of("/run"), Path.of("/proc"));
    /** File locks are held by the JVM, not by the thread: threads of this one need a lock of their own. */
    private static final ReentrantLock ONE_THREAD = new ReentrantLock();

    private final Path folder;

    ImageCache(Path folder) {
        this.folder = checked(folder);
    }

    /** System property, else environment variable, else the user's cache folder. */
    static Path defaultFolder() {
        String property = System.getProperty("relaywarden.testbed.images", "");
        String variable = Optional.ofNullable(System.getenv("RELAYWARDEN_TESTBED_IMAGES")).orElse("");
        if (!property.isEmpty() || !variable.isEmpty()) {
            return Path.of(property.isEmpty() ? variable : property);
        }
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path base = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("relaywarden-testbed").resolve("images");
    }

    private static Path checked(Path wanted) {
        try {
            Path real = Files.createDirectories(wanted).toRealPath();
            if (COVERED.stream().anyMatch(real::startsWith)) {
                throw new LabFailure(real + ": images can't lie under " + COVERED + ", which the private view covers; "
                        + "set RELAYWARDEN_TESTBED_IMAGES to a folder elsewhere");
            }
            if (!real.toString().matches("[^:,\\\\\"\\s]+")) {
                throw new LabFailure(real + ": the overlay can't be told of paths with a colon, comma, quote, backslash or "
                        + "blank; set RELAYWARDEN_TESTBED_IMAGES to a folder elsewhere");
            }
            return real;
        } catch (IOException e) {
            throw new LabFailure(wanted + ": can't be made the folder of images: " + e.getMessage(), e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The image's folder, whole. */
    Path ready(ServerImage image) {
        ONE_THREAD.lock();
        try (FileChannel file = FileChannel.open(
                        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            Path place = folder.resolve(image.name());
            Optional<String> fault = ImageSeal.fault(place, image);
            if (fault.isPresent()) {
                build(image, place, fault.get());
            }
            return place;
        } catch (IOException e) {
            throw new LabFailure(folder + ": image " + image.name() + " can't be made ready: " + e.getMessage(), e);
        } finally {
            ONE_THREAD.unlock();
        }
    }

    private void build(ServerImage image, Path place, String why) throws IOException {
        LOG.info("image={} {}: building it with apt from {} in {}", image.name(), why, image.packages(), place);
        long began = System.nanoTime();
        Path site = folder.resolve(image.name() + ".unfinished");
        FolderTree.delete(site);
        Files.createDirectories(site);
        var words = new ArrayList<>(List.of("build", site.toString()));
        words.addAll(image.packages());
        words.add("--");
        words.addAll(image.completion());
        Command.Outcome built = ViewScript.command(words.toArray(String[]::new)).within(BUILD_LIMIT).run();
        if (built.exitCode() != 0) {
            throw new LabFailure(("image %s: apt could not install %s into a private view (exit code %d). Does apt-get work on "
                            + "this machine, and is %s on a disk, not on an overlay? It said:%n%s%s")
                    .formatted(image.name(), image.packages(), built.exitCode(), folder, built.output(), built.errors()));
        }
        FolderTree.delete(site.resolve(".work"));
        ImageSeal.put(site, image);
        FolderTree.delete(place);
        Files.move(site, place, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("image={} built in {}", image.name(), Duration.ofNanos(System.nanoTime() - began));
    }
}
