// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.dns.Answer;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.dns.NameServers.Family;

/**
 * The questions of one judgement, for the library: by our own name servers, and not more than a stranger's record may
 * make us ask. For one thread.
 */
final class BoundedQuestions implements DNSService {

    /** RFC 7208 section 4.6.4: ten terms that ask, each MX of at most ten hosts; the first record, and what errs. */
    private static final int QUESTIONS_MAX = 60;

    /** The same section: names that are not there, which a forger could make us ask for in vain. */
    private static final int VOID_MAX = 2;

    private static final int RECORDS_MAX = 10;

    private final NameServers servers;
    private final InetAddress peer;
    private final long until;
    private int asked;
    private int inVain;

    BoundedQuestions(NameServers servers, InetAddress peer, Duration within) {
        this.servers = servers;
        this.peer = peer;
        this.until = System.nanoTime() + within.toNanos();
    }

    /** Whether more was asked for than may be. */
    boolean isOverdone() {
        return asked > QUESTIONS_MAX || inVain > VOID_MAX;
    }

    @Override
    public @Nullable List<String> getRecords(DNSRequest request) throws TimeoutException {
        int type = request.getRecordType();
        if (type == DNSRequest.SPF) {
            return null; // RFC 7208 section 3.1: there is no such record any more
        }
        asked++;
        Duration left = Duration.ofNanos(until - System.nanoTime());
        if (isOverdone() || !left.isPositive()) {
            throw new TimeoutException("no more may be asked");
        }
        String name = request.getHostname();
        return switch (type) {
            case DNSRequest.TXT -> found(servers.texts(name, left), text -> text, false);
            case DNSRequest.A -> found(servers.addresses(name, Family.IPV4, left), AddressText::of, true);
            case DNSRequest.AAAA -> found(servers.addresses(name, Family.IPV6, left), AddressText::of, true);
            case DNSRequest.MX -> found(servers.exchangers(name, left), NameServers.MxRecord::name, true);
            // Whatever it is called there, it is the peer whose names are asked for.
            case DNSRequest.PTR -> found(servers.names(peer, left), text -> text, true);
            default -> null;
        };
    }

    private <T> @Nullable List<String> found(Answer<T> answer, Function<T, String> text, boolean counts)
            throws TimeoutException {
        return switch (answer) {
            // The library takes out of it what it has looked at.
            case Answer.Found<T>(List<T> values) -> new ArrayList<>(values.stream().map(text).toList());
            case Answer.NothingOfIt<T>() -> nothing(counts);
            case Answer.NoSuchName<T>() -> nothing(counts);
            case Answer.NoAnswer<T>(String words) -> throw new TimeoutException(words);
        };
    }

    private @Nullable List<String> nothing(boolean counts) {
        inVain += counts ? 1 : 0;
        return null;
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
        try {
            return CompletableFuture.completedFuture(getRecords(request));
        } catch (TimeoutException late) {
            return CompletableFuture.failedFuture(late);
        }
    }

    /** For a macro in explanations, which nobody reads here. */
    @Override
    public List<String> getLocalDomainNames() {
        return List.of();
    }

    @Override
    public void setTimeOut(int millis) {
        // The time for all of it stands.
    }

    @Override
    public int getRecordLimit() {
        return RECORDS_MAX;
    }

    @Override
    public void setRecordLimit(int limit) {
        // It stands in the RFC.
    }
}
