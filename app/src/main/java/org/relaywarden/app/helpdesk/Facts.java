// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.dns.Exchange;
import org.relaywarden.bsmtp.look.Seen;
import org.relaywarden.bsmtp.quota.Usage;
import org.relaywarden.bsmtp.signon.SignOn;
import org.relaywarden.enforcement.block.BlockRecord;

/**
 * All that is known of a customer's mail at one moment. Immutable.
 *
 * @param exchanges where DNS sends the mail of each of the customer's domains
 * @param look what the host's port showed just now
 * @param blocks those of this customer that are on or ought to be
 */
record Facts(
        Instant now,
        Customer customer,
        SortedMap<String, Exchange> exchanges,
        OurServers ours,
        Usage usage,
        Waiting waiting,
        Look look,
        List<BlockRecord> blocks,
        SignOnsKnown signOns,
        Sending sending) {

    Facts {
        exchanges = new TreeMap<>(exchanges);
        blocks = List.copyOf(blocks);
    }

    /**
     * How our mail servers appear in DNS (B1), and where we deliver from (B14).
     *
     * @param ranges the announced ones, as text
     */
    record OurServers(
            List<String> mxNames,
            List<InetAddress> publicAddresses,
            Optional<InetAddress> source,
            List<String> ranges) {
        OurServers {
            mxNames = List.copyOf(mxNames);
            publicAddresses = List.copyOf(publicAddresses);
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * What customers need for sending by our smarthost (B17).
     *
     * @param on whether the program is one
     * @param logins whether anybody can log in there
     * @param outage why passwords can't be looked up just now; empty where they can
     */
    record Sending(boolean on, boolean logins, String outage) {}

    /** What the host's port showed. */
    sealed interface Look {

        /** There is no address to look at. */
        record Nowhere() implements Look {}

        /** Not dialled: there is no address of ours that the host lets in (B14). */
        record NotAllowed(String why) implements Look {}

        /** Dialled. */
        record Taken(Seen seen) implements Look {}
    }

    /**
     * What waits, and why.
     *
     * @param lastResult how the last try ended, a stranger's words in it; empty before the first
     * @param gotToMessages whether its words were said to a message, and not to us before the first one
     * @param why why the next try is then
     * @param hold who keeps it back
     * @param atFaultSince since when the host refuses everybody (decision 10)
     */
    record Waiting(
            int messages,
            long bytes,
            Optional<Instant> oldest,
            Optional<Instant> lastTry,
            String lastResult,
            boolean gotToMessages,
            Optional<Instant> nextTry,
            String why,
            Optional<Hold> hold,
            Optional<Instant> atFaultSince) {

        static final Waiting NOTHING = new Waiting(
                0, 0, Optional.empty(), Optional.empty(), "", false, Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    /** Somebody of ours keeps the mail back. */
    record Hold(String by, Instant since, String reason) {}

    /**
     * What the access servers told.
     *
     * @param open sessions that are not known to have ended
     * @param doubles those of a double sign-on; empty when there is none (B16)
     */
    record SignOnsKnown(Optional<SignOn> last, List<SignOn> open, List<SignOn> doubles) {
        static final SignOnsKnown NONE = new SignOnsKnown(Optional.empty(), List.of(), List.of());

        SignOnsKnown {
            open = List.copyOf(open);
            doubles = List.copyOf(doubles);
        }
    }
}
