// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

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
            refuseCovered(real(wanted.toAbsolutePath().normalize()));
            Path real = Files.createDirectories(wanted).toRealPath();
            refuseCovered(real);
            if (!real.toString().matches("[^:,\\\\\"\\s]+")) {
                throw new LabFailure(real + ": the overlay can't be told of paths with a colon, comma, quote, backslash or "
                        + "blank; set RELAYWARDEN_TESTBED_IMAGES to a folder elsewhere");
            }
            return real;
        } catch (IOException e) {
            throw new LabFailure(wanted + ": can't be made the folder of images: " + e.getMessage(), e);
        }
    }

    private static void refuseCovered(Path place) {
        if (COVERED.stream().anyMatch(place::startsWith)) {
            throw new LabFailure(place + ": images can't lie under " + COVERED + ", which the private view covers; "
                    + "set RELAYWARDEN_TESTBED_IMAGES to a folder elsewhere");
        }
    }

    /** The path with the links in its existing part followed, made of nothing new. */
    private static Path real(Path absolute) throws IOException {
        Path parent = absolute.getParent();
        if (parent == null || Files.exists(absolute)) {
            return absolute.toRealPath();
        }
        return real(parent).resolve(absolute.getFileName());
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
            Path place = place(image);
            Optional<String> fault = ImageSeal.fault(place);
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

    /**
     * Where it stands. Images of another release of the machine, or built in another way, have places of their own: two working
     * copies of this project may differ in that, and neither may pull the other's images away.
     */
    private Path place(ServerImage image) throws IOException {
        String release = Files.readString(Path.of("/etc/os-release"));
        return folder.resolve(image.name() + "-" + ViewScript.fingerprint(image.toString(), release));
    }

    private void build(ServerImage image, Path place, String why) throws IOException {
        LOG.info("image={} {}: apt builds it of {} in {}", image.name(), why, image.packages(), place);
        long began = System.nanoTime();
        Path site = place.resolveSibling(place.getFileName() + ".unfinished");
        FolderTree.delete(site);
        Files.createDirectories(site);
        var words = new ArrayList<>(List.of("build", site.toString()));
        words.addAll(image.packages());
        words.add("--");
        words.addAll(image.completion());
        Command.Outcome built = ViewScript.command(words.toArray(String[]::new)).within(BUILD_LIMIT).run();
        if (built.exitCode() != 0) {
            throw new LabFailure(("image %s: can't be built of %s (exit code %d). Does apt-get work on this machine, and is "
                            + "%s on a disk, not on an overlay? It said:%n%s%s")
                    .formatted(image.name(), image.packages(), built.exitCode(), folder, built.output(), built.errors()));
        }
        FolderTree.delete(site.resolve(".work"));
        ImageSeal.put(site);
        FolderTree.delete(place);
        Files.move(site, place, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("image={} built in {}", image.name(), Duration.ofNanos(System.nanoTime() - began));
    }
}
