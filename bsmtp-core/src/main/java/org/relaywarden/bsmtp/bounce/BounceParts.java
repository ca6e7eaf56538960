// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.time.InstantSource;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.spool.Spool;

/** What bounces are made with; all of it outlives them. */
public record BounceParts(Spool spool, Journal journal, InstantSource clock) {}
