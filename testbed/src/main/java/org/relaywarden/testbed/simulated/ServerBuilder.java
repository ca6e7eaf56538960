// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Host;

/**
 * What a simulated server is to be. Unless told otherwise it is closed, serves only its own name, sits on 127.0.0.1 and
 * a port that the system chooses, knows no way out, tries deferred mail again every second and lives by the system's
 * clock.
 */
public final class ServerBuilder {
    private final String hostName;
    private String product = "ESMTP";
    private Set<String> domains = Set.of();
    private Set<String> users = Set.of();
    private InetAddress address = InetAddress.ofLiteral("127.0.0.1");
    int portNumber;
    Behaviour behaviour = Behaviours.CLOSED;
    OnwardRoutes routes = OnwardRoutes.none();
    Duration retryEvery = Duration.ofSeconds(1);
    InstantSource clock = InstantSource.system();
    @Nullable SSLSocketFactory tls;
    boolean encryptedFromTheStart;

    ServerBuilder(String hostName) {
        this.hostName = hostName;
    }

    /**
     * The address to listen on and to send from, as a literal: one of 127.0.0.0/8, or of a network namespace that a
     * test made.
     */
    public ServerBuilder at(String addressLiteral) {
        address = InetAddress.ofLiteral(addressLiteral);
        return this;
    }

    /** The port to listen on; 0 lets the system choose. */
    public ServerBuilder port(int number) {
        portNumber = number;
        return this;
    }

    /** The domains that it takes mail for, beside its host name. */
    public ServerBuilder serving(String... ownDomains) {
        domains = Set.of(ownDomains);
        return this;
    }

    /** Its users' local parts, beside postmaster. */
    public ServerBuilder users(String... localParts) {
        users = Set.of(localParts);
        return this;
    }

    /** What its banner says after its name, such as {@code ESMTP Postfix (Debian/GNU)}. */
    public ServerBuilder product(String banner) {
        product = banner;
        return this;
    }

    /** How it answers. */
    public ServerBuilder behaving(Behaviour how) {
        behaviour = how;
        return this;
    }

    /** Where it passes mail on to. */
    public ServerBuilder onward(OnwardRoutes nextHops) {
        routes = nextHops;
        return this;
    }

    /** How long it waits before it tries a deferred mail again; in real time. */
    public ServerBuilder retryEvery(Duration interval) {
        retryEvery = interval;
        return this;
    }

    /** The clock that dates its mails and dialogues. */
    public ServerBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** It offers STARTTLS (RFC 3207), with this certificate. */
    public ServerBuilder startTls(SSLSocketFactory certificate) {
        tls = certificate;
        return this;
    }

    /** It encrypts from the first byte on (RFC 8314), with this certificate. */
    public ServerBuilder insideTls(SSLSocketFactory certificate) {
        tls = certificate;
        encryptedFromTheStart = true;
        return this;
    }

    /** Brings the server up. */
    public SimulatedMailServer start() {
        return new SimulatedMailServer(this).started();
    }

    Host host() {
        return new Host(hostName, product, domains, users, address);
    }
}
