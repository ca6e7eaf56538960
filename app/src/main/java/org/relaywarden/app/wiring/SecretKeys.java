// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of this installation, in a file of the data folder that only its owner may read, made once. All keys are
 * derived from it, one for each purpose, so that a token for one purpose is never good for another.
 */
final class SecretKeys {

    private static final int SECRET_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    private SecretKeys(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads the secret, or makes it. The caller owns the data folder, so nobody else makes it at the same time.
     *
     * @throws IOException when it can't be read, or is not what was written; the message says what to do
     */
    static SecretKeys in(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve("token-secret");
        if (!Files.exists(file)) {
            make(file);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != SECRET_BYTES) {
            throw new IOException(file + ": has " + secret.length + " bytes where " + SECRET_BYTES
                    + " were written. Restore it from a backup; or remove it, and every reply to a notice that is out"
                    + " and every probe under way will not be known");
        }
        return new SecretKeys(secret);
    }

    /** Bytes on disk, then the name, then the folder that holds the name: a crash leaves a whole secret or none. */
    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        Path temporary = file.resolveSibling("token-secret.tmp");
        Files.deleteIfExists(temporary);
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyOwner)) {
            ByteBuffer bytes = ByteBuffer.wrap(fresh);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** The key for one purpose, 32 bytes, always the same. */
    byte[] key(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", everyJavaHasIt);
        }
    }
}
