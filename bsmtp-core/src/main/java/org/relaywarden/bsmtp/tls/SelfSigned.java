// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate that we sign ourselves. Mail servers encrypt without looking at who signed (RFC 7435); against a
 * listener on the line it is as good as any. Key and certificate lie in one file, so they are always of each other.
 */
final class SelfSigned {

    private static final String FILE = "self-signed.pem";
    private static final Duration VALID = Duration.ofDays(3_650);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(14);
    /** Clocks of peers may be behind ours. */
    private static final Duration ALREADY = Duration.ofDays(1);

    private SelfSigned() {}

    static TlsFiles in(Path folder) {
        return new TlsFiles(folder.resolve(FILE), folder.resolve(FILE));
    }

    /** The one of this folder, made where there is none of use. */
    static TlsFiles kept(Path folder, String hostName, Instant now) throws IOException {
        if (!isOfUse(in(folder), hostName, now)) {
            make(folder, hostName, now);
        }
        return in(folder);
    }

    /** Our own is made anew under another name, when it is about to expire, and when something has damaged it. */
    private static boolean isOfUse(TlsFiles ours, String hostName, Instant now) {
        try {
            X509Certificate made = PemIdentity.read(ours).certificate();
            return made.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE))
                    && made.getSubjectX500Principal().getName().equals("CN=" + hostName);
        } catch (CertificateFault none) {
            return false;
        }
    }

    /** Makes it, for its owner's eyes alone, whole or not at all. */
    private static void make(Path folder, String hostName, Instant now) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(folder);
        Path fresh = folder.resolve(FILE + ".tmp");
        Files.deleteIfExists(fresh);
        byte[] text = pem(hostName, now).getBytes(StandardCharsets.US_ASCII);
        try (var file = Files.newByteChannel(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            file.write(ByteBuffer.wrap(text));
        }
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String hostName, Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, hostName).build();
            X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(120, new SecureRandom()).setBit(120),
                            Date.from(now.minus(ALREADY)),
                            Date.from(now.plus(VALID)),
                            name,
                            keys.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName, false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, hostName)))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded()));
                writer.writeObject(certificate);
            }
            return text.toString();
        } catch (GeneralSecurityException | OperatorCreationException noSuchCurve) {
            throw new IOException("a certificate of our own can't be made: " + noSuchCurve.getMessage(), noSuchCurve);
        }
    }
}
