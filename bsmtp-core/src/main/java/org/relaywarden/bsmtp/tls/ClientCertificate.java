// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that we show to a host that asks for one, signed by ourselves: nobody should trust it. Shown to whatever
 * issuers the host names. Thread-safe.
 */
public final class ClientCertificate {

    private final Path folder;
    private final String hostName;
    private final InstantSource clock;
    private volatile @Nullable SSLContext context;

    private ClientCertificate(Path folder, String hostName, InstantSource clock) {
        this.folder = folder;
        this.hostName = hostName;
        this.clock = clock;
    }

    /**
     * The one of this folder; nothing is read before {@link #load()}.
     *
     * @param hostName whom it names
     */
    public static ClientCertificate in(Path folder, String hostName, InstantSource clock) {
        return new ClientCertificate(folder, hostName, clock);
    }

    /**
     * Reads it, or makes one where there is none, or none of use any more. Before it is shown.
     *
     * @throws IOException when it can't be written or read
     */
    public void load() throws IOException {
        PemIdentity identity = PemIdentity.read(SelfSigned.kept(folder, hostName, clock.instant()));
        context = AnyCertificate.context(new KeyManager[] {new OneIdentity(identity)});
    }

    /** The client's end over a connection that stands, with whoever shows whatever; the handshake is still to come. */
    public SSLSocket over(Socket connected) throws IOException {
        SSLContext loaded = context;
        if (loaded == null) {
            throw new IllegalStateException("load() goes before");
        }
        return AnyCertificate.over(connected, loaded);
    }

    /** Has one answer, whatever is asked: the platform's own shows nothing to a host that names other issuers. */
    private static final class OneIdentity extends X509ExtendedKeyManager {

        private static final String ALIAS = "client";

        private final PemIdentity identity;

        OneIdentity(PemIdentity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }
    }
}
