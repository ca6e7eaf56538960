// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** The server's end of TLS for one that trusts a caller's certificate, as one does whose list of issuers is too long. */
public final class TrustingServer {

    private TrustingServer() {}

    /**
     * Shows a certificate, and trusts another.
     *
     * @param shown the file with key and certificate of the server's own
     * @param trusted the file with the certificate of the caller
     */
    public static SSLSocketFactory socketFactory(Path shown, Path trusted) throws Exception {
        KeyStore own = empty();
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder()
                .decode(Files.readString(shown)
                        .replaceAll("(?s).*BEGIN PRIVATE KEY-----|-----END PRIVATE KEY.*", ""))));
        own.setKeyEntry("server", key, new char[0], new Certificate[] {certificate(shown)});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        KeyStore others = empty();
        others.setCertificateEntry("client", certificate(trusted));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(others);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(Path file) throws Exception {
        String pem = Files.readString(file);
        byte[] text = pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")).getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
    }
}
