// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS with whoever shows whatever certificate: a small server at a fixed address has a self-signed one, and encrypting
 * to it is better than sending plain, which is what we would do otherwise (RFC 7435); and what is tested of a host is
 * what it relays, not who it is. Thread-safe.
 */
public final class AnyCertificate {

    private static final SSLContext CONTEXT = context(new KeyManager[0]);

    private AnyCertificate() {}

    /** The client's end over a connection that stands; the handshake is still to come. */
    public static SSLSocket over(Socket connected) throws IOException {
        return over(connected, CONTEXT);
    }

    static SSLSocket over(Socket connected, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        connected, connected.getInetAddress().getHostAddress(), connected.getPort(), true);
        socket.setUseClientMode(true);
        return socket;
    }

    /** @param own what it shows of itself */
    static SSLContext context(KeyManager[] own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, new TrustManager[] {new TrustAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException neverSo) {
            throw new IllegalStateException(neverSo);
        }
    }

    private static final class TrustAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
