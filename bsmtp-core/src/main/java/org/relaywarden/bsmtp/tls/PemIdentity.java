// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A certificate with its key, as they stood in the files when they were read. Immutable.
 *
 * @param chain the server's own first
 */
record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] ANYTHING = "a key and a certificate that belong together".getBytes(
            StandardCharsets.US_ASCII);

    /** @throws CertificateFault when they can't be read, or don't belong together */
    static PemIdentity read(TlsFiles files) throws CertificateFault {
        List<X509Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files.key(), chain.getFirst().getPublicKey());
        if (!belongTogether(chain.getFirst(), key)) {
            throw new CertificateFault(files.key(), "is not the key of the first certificate in "
                    + files.certificate(), "Name the key that it was made for; the server's own certificate comes first.");
        }
        return new PemIdentity(chain, key);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Makes TLS connections that show it. */
    SSLSocketFactory socketFactory() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private static List<X509Certificate> certificates(Path file) throws CertificateFault {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Object entry : entries(file)) {
                if (entry instanceof X509CertificateHolder holder) {
                    chain.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
                }
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unreadable(file, unreadable);
        }
        if (chain.isEmpty()) {
            throw new CertificateFault(file, "holds no certificate in PEM form",
                    "It must have a part that begins with -----BEGIN CERTIFICATE-----.");
        }
        return List.copyOf(chain);
    }

    private static PrivateKey key(Path file, PublicKey of) throws CertificateFault {
        try {
            for (Object entry : entries(file)) {
                Optional<PrivateKeyInfo> found = switch (entry) {
                    case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
                    case PrivateKeyInfo alone -> Optional.of(alone);
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ -> throw new CertificateFault(file,
                            "is locked by a passphrase", "Take it off: openssl pkey -in " + file + " -out NEW-FILE.");
                    default -> Optional.empty(); // the parameters of a curve, a certificate
                };
                if (found.isPresent()) {
                    return KeyFactory.getInstance(of.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(complete(found.get(), of).getEncoded()));
                }
            }
        } catch (CertificateFault known) {
            throw known;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unreadable(file, unreadable);
        }
        throw new CertificateFault(file, "holds no key in PEM form",
                "It must have a part that begins with -----BEGIN PRIVATE KEY-----, or the same with RSA or EC.");
    }

    /** A SEC 1 key need not name its curve (RFC 5915 section 3); its certificate does. */
    private static PrivateKeyInfo complete(PrivateKeyInfo key, PublicKey of) throws IOException {
        AlgorithmIdentifier named = key.getPrivateKeyAlgorithm();
        if (!named.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey) || named.getParameters() != null) {
            return key;
        }
        return new PrivateKeyInfo(
                SubjectPublicKeyInfo.getInstance(of.getEncoded()).getAlgorithm(), key.parsePrivateKey());
    }

    private static List<Object> entries(Path file) throws IOException {
        List<Object> entries = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                PEMParser parser = new PEMParser(text)) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                entries.add(entry);
            }
        } catch (RuntimeException broken) { // what the parser throws when the inside of a part is no such thing
            throw new IOException(broken);
        }
        return entries;
    }

    private static CertificateFault unreadable(Path file, Exception why) {
        return new CertificateFault(file, "can't be read (" + why.getMessage() + ")",
                "Make it a PEM file that the program may read.", why);
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        try {
            String algorithm = switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException notEven) {
            return false;
        }
    }
}
