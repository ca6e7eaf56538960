// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.tls.ClientCertificate;
import org.relaywarden.scanner.choice.Suspects;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.proof.Tokens;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.targets.Targets;

/**
 * What a sweep works with.
 *
 * @param store opened with {@link Sweep#entities()} as module {@code scanner}; stays open longer than the sweep
 * @param spool whose collector mailbox the sweep reads
 * @param targets who may be tested (S7)
 * @param tokens with the provider's secret key, the same at every start
 * @param certificate what is shown to hosts that ask for one (X3), loaded before the first scan; empty leaves
 *     that out
 * @param marks what operators know of hosts, in the same store
 * @param suspects hosts with something against them
 * @param isBlocked whether a block of ours keeps the world from this host now; asked once a run, thread-safe
 */
public record SweepParts(
        Store store,
        Spool spool,
        Targets targets,
        Tokens tokens,
        Optional<ClientCertificate> certificate,
        InstantSource clock,
        Waiting waiting,
        Journal journal,
        Marks marks,
        Suspects suspects,
        Predicate<Target> isBlocked,
        ScanSettings settings) {}
