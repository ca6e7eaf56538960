// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.DryRunDriver;
import org.relaywarden.enforcement.block.Measure;
import tools.jackson.databind.JsonNode;

/**
 * Keeps table {@code inet relaywarden} of a Linux router, and touches nothing else there. Each change is one batch that
 * takes effect as a whole, between two looks: what is reported is what was seen. Thread-safe; a call lasts three
 * deadlines at most.
 */
public final class NftablesDriver implements BlockDriver, DryRunDriver.Remains {

    private static final String NAME = "nftables";

    private final ReentrantLock talking = new ReentrantLock();
    private final NftablesSettings settings;
    private final Supplier<List<Customer>> customers;
    private final Nft nft;

    /** How this router's nft prints our structure, once seen right after we made it: versions differ in the form. */
    private List<JsonNode> ourForm = Listing.comparable(Structure.whole());

    /** @param customers all of them, whose addresses blocks are projected on; asked at each conversation */
    public NftablesDriver(NftablesSettings settings, Supplier<List<Customer>> customers) {
        this.settings = settings;
        this.customers = customers;
        nft = new Nft(settings.command(), settings.deadline());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isDryRun() {
        return false;
    }

    @Override
    public boolean carriesOut(Measure measure) {
        return measure.closesMailPorts();
    }

    @Override
    public Result apply(List<BlockRecord> unsettled, List<BlockRecord> wanted) {
        return converse(unsettled, wanted);
    }

    @Override
    public Result putRight(List<BlockRecord> standing) {
        return converse(standing, standing.stream().filter(BlockRecord::desiredOn).toList());
    }

    private Result converse(List<BlockRecord> asked, List<BlockRecord> toBeOn) {
        talking.lock();
        try {
            Wanted wanted = Wanted.of(toBeOn, asked, new Projection(customers.get(), settings), settings);
            return switch (see()) {
                // Nothing was sent, so nothing has changed.
                case Sight.Hidden hidden -> Result.of(asked, new Outcome.Refused(hidden.why()));
                case Sight.Seen seen -> makeAsWanted(asked, wanted, seen.listing());
            };
        } finally {
            talking.unlock();
        }
    }

    private Result makeAsWanted(List<BlockRecord> asked, Wanted wanted, Listing before) {
        Difference difference = difference(before, wanted);
        if (difference.isNone()) {
            return new Outcomes(wanted, before, true, Optional.empty()).result(asked, List.of());
        }
        Nft.Answer answer = nft.change(difference.batch(wanted));
        return switch (see()) {
            case Sight.Hidden hidden -> Result.of(
                    asked,
                    answer instanceof Nft.Answer.Failed failed
                            ? new Outcome.Refused(failed.why())
                            : new Outcome.Unknown(hidden.why()));
            case Sight.Seen seen -> {
                Listing after = seen.listing();
                if (difference.anew() && answer instanceof Nft.Answer.Done) {
                    ourForm = after.structure();
                }
                boolean right = difference(after, wanted).isNone();
                Optional<Outcomes.Failure> failure = right ? Optional.empty() : Optional.of(failure(answer));
                yield new Outcomes(wanted, after, isOfOurForm(after), failure)
                        .result(asked, right ? new Drift(before, difference, wanted).repairs(asked) : List.of());
            }
        };
    }

    private Outcomes.Failure failure(Nft.Answer answer) {
        return switch (answer) {
            case Nft.Answer.Done _ -> new Outcomes.Failure(
                    nft.words() + " took the change, and yet the table is not as wanted. Does another program change"
                            + " it? Look: nft list table inet " + Structure.TABLE + ".",
                    false);
            case Nft.Answer.Failed failed -> new Outcomes.Failure(failed.why(), false);
            case Nft.Answer.TimedOut timedOut -> new Outcomes.Failure(timedOut.why(), true);
        };
    }

    private Difference difference(Listing seen, Wanted wanted) {
        return Difference.between(seen, isOfOurForm(seen), wanted);
    }

    private boolean isOfOurForm(Listing seen) {
        return seen.structure().equals(ourForm);
    }

    /** What is seen on the device, or why nothing is. */
    private sealed interface Sight {
        record Seen(Listing listing) implements Sight {}

        record Hidden(String why) implements Sight {}
    }

    private Sight see() {
        Nft.Answer listed = nft.list("table", Structure.FAMILY, Structure.TABLE);
        return switch (listed) {
            case Nft.Answer.Done done -> read(done.output());
            case Nft.Answer.TimedOut timedOut -> new Sight.Hidden(timedOut.why());
            case Nft.Answer.Failed failed -> isAbsent()
                    ? new Sight.Seen(Listing.absent())
                    : new Sight.Hidden(failed.why());
        };
    }

    /** A table that is missing fails as anything else does; only the list of all tables tells it apart. */
    private boolean isAbsent() {
        try {
            return nft.list("tables") instanceof Nft.Answer.Done done && !Listing.namesOurTable(done.output());
        } catch (IllegalArgumentException rubbish) {
            return false;
        }
    }

    private Sight read(String output) {
        try {
            return new Sight.Seen(Listing.parse(output));
        } catch (IllegalArgumentException rubbish) {
            return new Sight.Hidden(nft.words() + " answered what is no listing of a table (" + rubbish.getMessage()
                    + "): \"" + Nft.shown(output) + "\". It has to be nft 0.9.3 or later, built with JSON.");
        }
    }

    @Override
    public DryRunDriver.Remains.Look look() {
        talking.lock();
        try {
            return switch (see()) {
                case Sight.Hidden hidden -> new Look.Hidden(hidden.why());
                case Sight.Seen seen -> new Look.Held(
                        seen.listing().blocked().size(),
                        "To take them off, with what " + nft.words() + " reaches: nft delete table "
                                + Structure.FAMILY + " " + Structure.TABLE + ".");
            };
        } finally {
            talking.unlock();
        }
    }
}
