// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.tls.TlsFiles;

/**
 * What the operator decided, section by section, free of faults. Immutable; paths are absolute. What each value brings
 * about stands in {@link Keys}, and so in the sample.
 */
public record Settings(
        Data data,
        Provider provider,
        Intake intake,
        Milter milter,
        Database store,
        Dns dns,
        Ranges network,
        Delivery delivery,
        Smarthost smarthost,
        SignOn signOn,
        Radius radius,
        Quota quota,
        Scan scan,
        Enforcement enforcement,
        Report report) {

    /** Where the program keeps its files, and how much room must stay free there. */
    public record Data(Path folder, long freeBytesMin, long freeInodesMin) {}

    /** Who runs the program. */
    public record Provider(
            String name,
            String domain,
            String hostName,
            String abuseLocalPart,
            Optional<String> helpPage,
            Optional<String> deskPhone) {

        /** The abuse desk's own address. */
        public MailAddress abuseAddress() {
            return new MailAddress(abuseLocalPart, domain);
        }
    }

    /**
     * Mail in.
     *
     * @param messageBytesMax the largest message that is taken
     * @param lineEndsMendedFrom whose lone CR and LF become CRLF
     * @param tls the certificate that is shown; empty for one that the program makes itself
     */
    public record Intake(
            List<InetSocketAddress> listen,
            long messageBytesMax,
            int sessionsMax,
            int sessionsPerPeerMax,
            int sessionsPerNetworkMax,
            int recipientsMax,
            List<Network> lineEndsMendedFrom,
            Optional<TlsFiles> tls) {
        public Intake {
            listen = List.copyOf(listen);
            lineEndsMendedFrom = List.copyOf(lineEndsMendedFrom);
        }
    }

    /**
     * What judges mail before it is kept.
     *
     * @param addresses in the order in which they are asked; none: nothing is judged
     * @param defersWhenAway or else it is kept unjudged
     * @param deadline for all of them together
     */
    public record Milter(List<SocketAddress> addresses, boolean defersWhenAway, Duration deadline) {
        public Milter {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The database.
     *
     * @param url of a MariaDB; empty for the embedded database in the data folder
     */
    public record Database(Optional<String> url, String user, Optional<Path> passwordFile, int connectionsMax) {}

    /**
     * The name servers that are asked, and what a customer's MX records must say (B1).
     *
     * @param servers in the order in which they are asked; none: those of the system
     * @param answerWithin for one question
     * @param mxNames the names of our mail servers in MX records, lower-case
     * @param publicAddresses where the world reaches our mail servers
     */
    public record Dns(
            List<InetSocketAddress> servers,
            Duration answerWithin,
            List<String> mxNames,
            List<InetAddress> publicAddresses) {
        public Dns {
            servers = List.copyOf(servers);
            mxNames = List.copyOf(mxNames);
            publicAddresses = List.copyOf(publicAddresses);
        }
    }

    /**
     * The provider's own addresses. Deliveries and probes pass every filter (B14, decision 15).
     *
     * @param deliveryRanges those of days to come too: filters let them in before the first mail comes
     * @param smarthostAddresses where our smarthost sends from
     */
    public record Ranges(
            List<AnnouncedRange> deliveryRanges,
            List<InetAddress> probeAddresses,
            List<InetAddress> smarthostAddresses) {
        public Ranges {
            deliveryRanges = List.copyOf(deliveryRanges);
            probeAddresses = List.copyOf(probeAddresses);
            smarthostAddresses = List.copyOf(smarthostAddresses);
        }

        /** Whether a filter lets this address through. */
        public boolean pass(InetAddress address) {
            return probeAddresses.contains(address)
                    || deliveryRanges.stream().anyMatch(range -> range.network().contains(address));
        }
    }

    /**
     * Mail out.
     *
     * @param sourceAddresses where mail is delivered from (B14); empty for whatever the system picks
     * @param retryEvery B4
     * @param startTls whether to encrypt where a host offers it
     * @param delayNoticeAfter how long mail waits before its sender is told; empty: nobody is (B3)
     * @param outgoingRelay where the program's bounces go; empty: they wait
     */
    public record Delivery(
            List<InetAddress> sourceAddresses,
            Duration retryEvery,
            int runsAtOnce,
            boolean startTls,
            Optional<Duration> delayNoticeAfter,
            Optional<InetSocketAddress> outgoingRelay) {
        public Delivery {
            sourceAddresses = List.copyOf(sourceAddresses);
        }
    }

    /**
     * Customers' mail into the world (B17).
     *
     * @param listen none, here and below: the program is no smarthost
     * @param listenTls where TLS comes before the first word
     * @param networks from which anybody may send without a login
     * @param authSocket of Dovecot; empty: nobody can log in
     * @param recipientsPerHourMax of one sender
     * @param sourceAddresses where the world is dialled from; empty for whatever the system picks
     */
    public record Smarthost(
            List<InetSocketAddress> listen,
            List<InetSocketAddress> listenTls,
            List<Network> networks,
            Optional<Path> authSocket,
            int recipientsPerHourMax,
            List<InetAddress> sourceAddresses,
            int connectionsMax,
            int connectionsPerDomainMax) {
        public Smarthost {
            listen = List.copyOf(listen);
            listenTls = List.copyOf(listenTls);
            networks = List.copyOf(networks);
            sourceAddresses = List.copyOf(sourceAddresses);
        }

        /** Whether the program is a smarthost at all. */
        public boolean isOn() {
            return !listen.isEmpty() || !listenTls.isEmpty();
        }
    }

    /**
     * Who is online, and since when.
     *
     * @param quiet B6
     * @param silenceMax a session counts as ended when nothing was heard of it for so long (B16)
     * @param historyKept how long it is kept who was online when
     */
    public record SignOn(Duration quiet, Duration silenceMax, Duration historyKept) {}

    /**
     * How access servers say who is online (RFC 2866).
     *
     * @param listen empty where they don't
     * @param realms lower-case
     * @param disconnectPort where they are asked to end a session (RFC 5176)
     */
    public record Radius(
            Optional<InetSocketAddress> listen,
            List<AccessServer> clients,
            List<String> realms,
            int reportsAtOnce,
            int disconnectPort) {
        public Radius {
            clients = List.copyOf(clients);
            realms = List.copyOf(realms);
        }
    }

    /** Access servers in one range, and the file whose first line is the secret that they share with us. */
    public record AccessServer(Network range, Path secretFile) {}

    /** What a mailbox may hold (B13), and how far mail for a postmaster may go beyond it. */
    public record Quota(long withSpamFilterBytes, long withoutSpamFilterBytes, long postmasterReserveBytes) {}

    /**
     * The relay tests.
     *
     * @param freshCollectorDomain for S1b; empty leaves it out
     * @param outsideAddresses where probes come from that see what the world sees, the second of a family for hosts that
     *     turn the first away; empty for whatever the system picks
     * @param insideAddress where probes come from that pass every filter; empty for whatever the system picks
     * @param morePorts tested beside that of the books, and behind STARTTLS
     * @param tlsPorts the same, encrypted from the first byte on
     * @param mxDomain for R20; empty leaves it out
     * @param smarthostName for H5; empty leaves it out
     * @param collectorAddresses for R19; empty leaves it out
     */
    public record Scan(
            LocalTime at,
            ZoneId zone,
            String collectorDomain,
            String senderDomain,
            Optional<String> freshCollectorDomain,
            String heloName,
            MailAddress contact,
            List<InetAddress> outsideAddresses,
            Optional<InetAddress> insideAddress,
            List<Integer> morePorts,
            List<Integer> tlsPorts,
            Optional<String> mxDomain,
            Optional<String> smarthostName,
            List<InetAddress> collectorAddresses,
            int hostsAtOnce,
            Pace pace) {}

    /**
     * How politely a host is tested.
     *
     * @param deferredRetries the waits before a test that was deferred is tried again, one each
     */
    public record Pace(
            int refusalsPerConnection,
            Duration connectionSpacing,
            Duration retestSpacing,
            Duration returnWait,
            List<Duration> deferredRetries) {
        public Pace {
            deferredRetries = List.copyOf(deferredRetries);
        }
    }

    /**
     * What follows from an open relay, and the brakes on it.
     *
     * @param blocksShareMax in percent of all customers, looked at beyond {@code blocksAlwaysAllowed} blocked ones
     * @param stopped the one switch: no block is asked for any more
     */
    public record Enforcement(
            String driver,
            Duration adslDeadline,
            int blocksPerHourMax,
            int blocksShareMax,
            int blocksAlwaysAllowed,
            List<Network> neverBlock,
            boolean stopped,
            boolean liftWithoutReply,
            Retest retest,
            Nftables nftables) {
        public Enforcement {
            neverBlock = List.copyOf(neverBlock);
        }
    }

    /** How often a customer's replies are answered with a test. */
    public record Retest(Duration spacingMin, int perDayMax, int atOnce) {}

    /**
     * The driver of that name.
     *
     * @param command the words before nft's own arguments
     * @param deadline how long one call may take
     * @param ipv6PrefixBits how much of an IPv6 address is one customer's
     */
    public record Nftables(List<String> command, Duration deadline, int ipv6PrefixBits) {
        public Nftables {
            command = List.copyOf(command);
        }
    }

    /** The night's page. */
    public record Report(Path folder) {}
}
