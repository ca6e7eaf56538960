// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate and its key, in the forms in which tools write them. */
public final class PemMaker {

    private static final String LOCK = "PBEWithSHA1AndDESede";
    private static final X500Name NAME = new X500Name("CN=mail.isp.example");

    private final KeyPair keys;
    private final String certificate;

    /** @param algorithm {@code RSA} or {@code EC} */
    public PemMaker(String algorithm, Instant until) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2_048 : 256);
            keys = generator.generateKeyPair();
            certificate = pem(new JcaX509v3CertificateBuilder(
                            NAME,
                            new BigInteger(64, new SecureRandom()),
                            Date.from(until.minus(Duration.ofDays(3_650))),
                            Date.from(until),
                            NAME,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder(
                                    algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String certificate() {
        return certificate;
    }

    /** @param form {@code PKCS8}, {@code PKCS1}, {@code SEC1}, {@code SEC1 with parameters} or {@code locked} */
    public String key(String form) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        byte[] inner = info.parsePrivateKey().toASN1Primitive().getEncoded();
        return switch (form) {
            case "PKCS8" -> pem(new PemObject("PRIVATE KEY", info.getEncoded()));
            case "PKCS1" -> pem(new PemObject("RSA PRIVATE KEY", inner));
            case "SEC1" -> pem(keys.getPrivate());
            case "SEC1 with parameters" -> {
                ASN1ObjectIdentifier curve = SECObjectIdentifiers.secp256r1;
                yield pem(new PemObject("EC PARAMETERS", curve.getEncoded())) + pem(keys.getPrivate());
            }
            case "locked" -> locked(info);
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static String locked(PrivateKeyInfo info) throws IOException {
        try {
            SecretKey password = SecretKeyFactory.getInstance(LOCK).generateSecret(
                    new PBEKeySpec("secret".toCharArray()));
            Cipher cipher = Cipher.getInstance(LOCK);
            cipher.init(Cipher.ENCRYPT_MODE, password);
            byte[] hidden = cipher.doFinal(info.getEncoded());
            return pem(new PemObject("ENCRYPTED PRIVATE KEY",
                    new EncryptedPrivateKeyInfo(cipher.getParameters(), hidden).getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
