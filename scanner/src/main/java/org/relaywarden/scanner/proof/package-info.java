// SPDX-License-Identifier: Apache-2.0
/**
 * The proof of a relay: a probe that came back. Tokens that name run, host, port, vantage and test, and the collector
 * that reads them off the envelope (S1, decision 12). Step 3 of the relay flow.
 *
 * <p>Before: {@code bsmtp.spool} (the collector's mailbox). After: {@code scanner.sweep}, which keeps what came back
 * and has it judged.
 *
 * <p>May use: bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool, scanner.battery.
 */
@NullMarked
package org.relaywarden.scanner.proof;

import org.jspecify.annotations.NullMarked;
