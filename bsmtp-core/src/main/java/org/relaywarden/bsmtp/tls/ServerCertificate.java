// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocketFactory;
import org.relaywarden.bsmtp.journal.Journal;

/**
 * The certificate that our server shows. Renewed files are taken into use by themselves; a renewal that can't be read
 * changes nothing but the journal. Thread-safe.
 */
public final class ServerCertificate {

    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);
    private static final Duration WARNS_BEFORE = Duration.ofDays(14);
    private static final Duration WARNS_EVERY = Duration.ofDays(1);

    private final TlsFiles files;
    private final TlsJournal journal;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile InUse inUse;
    private volatile Instant lookAgain;
    private Stamp told;
    private Instant warnAgain = Instant.MIN;

    private record InUse(SSLSocketFactory factory, Instant until, Stamp stamp) {}

    /** By what a renewal is seen. */
    private record Stamp(FileTime certificate, long certificateBytes, FileTime key, long keyBytes) {

        static Stamp of(TlsFiles files) throws IOException {
            return new Stamp(
                    Files.getLastModifiedTime(files.certificate()),
                    Files.size(files.certificate()),
                    Files.getLastModifiedTime(files.key()),
                    Files.size(files.key()));
        }

        static Stamp gone() {
            return new Stamp(FileTime.fromMillis(0), -1, FileTime.fromMillis(0), -1);
        }
    }

    private ServerCertificate(TlsFiles files, TlsJournal journal, InstantSource clock) throws IOException {
        this.files = files;
        this.journal = journal;
        this.clock = clock;
        inUse = load();
        told = inUse.stamp();
        lookAgain = clock.instant().plus(LOOKS_EVERY);
        warn();
    }

    /**
     * Reads the certificate, or makes one where none is set and none was made.
     *
     * @throws CertificateFault when the operator's files can't be used
     * @throws IOException when one of our own can't be written
     */
    public static ServerCertificate of(TlsSettings settings, Journal journal, InstantSource clock)
            throws IOException {
        TlsJournal told = new TlsJournal(journal);
        if (settings.files().isPresent()) {
            return new ServerCertificate(settings.files().get(), told, clock);
        }
        return new ServerCertificate(
                SelfSigned.kept(settings.folder(), settings.hostName(), clock.instant()), told, clock);
    }

    /**
     * Looks whether files can be used.
     *
     * @throws CertificateFault when they can't
     */
    public static void check(TlsFiles files) throws CertificateFault {
        PemIdentity.read(files);
    }

    /** What makes TLS connections with the certificate as it is now. */
    public SSLSocketFactory socketFactory() {
        if (!clock.instant().isBefore(lookAgain) && looking.tryLock()) {
            try {
                lookAgain = clock.instant().plus(LOOKS_EVERY);
                look();
                warn();
            } finally {
                looking.unlock();
            }
        }
        return inUse.factory();
    }

    private void look() {
        Stamp now = Stamp.gone();
        try {
            now = Stamp.of(files);
            if (!now.equals(inUse.stamp())) {
                inUse = load();
                told = inUse.stamp();
                warnAgain = Instant.MIN;
            }
        } catch (IOException broken) { // tried again at each look, told once for each change
            if (!now.equals(told)) {
                told = now;
                journal.brokenRenewal(files.certificate(), broken);
            }
        }
    }

    private InUse load() throws IOException {
        Stamp before = Files.exists(files.certificate()) && Files.exists(files.key()) ? Stamp.of(files) : Stamp.gone();
        PemIdentity identity = PemIdentity.read(files);
        try {
            SSLSocketFactory factory = identity.socketFactory();
            journal.loaded(files.certificate(), identity.certificate());
            return new InUse(factory, identity.certificate().getNotAfter().toInstant(), before);
        } catch (GeneralSecurityException unusable) {
            throw new CertificateFault(files.certificate(), "can't be used (" + unusable.getMessage() + ")",
                    "Name one with a key of RSA or EC.", unusable);
        }
    }

    private void warn() {
        Instant now = clock.instant();
        Instant until = inUse.until();
        if (now.isBefore(until.minus(WARNS_BEFORE)) || now.isBefore(warnAgain)) {
            return;
        }
        warnAgain = now.plus(WARNS_EVERY);
        if (now.isBefore(until)) {
            journal.expiring(files.certificate(), until);
        } else {
            journal.expired(files.certificate(), until);
        }
    }
}
