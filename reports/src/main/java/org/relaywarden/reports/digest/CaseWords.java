// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.warning.NoticeKind;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;

/** The names of our enums, in words for people. */
final class CaseWords {

    private CaseWords() {}

    static String state(CaseState state) {
        return switch (state) {
            case CONFIRMED -> "Proven; block and warning on their way";
            case BLOCKED -> "Blocked; the customer's turn";
            case RETEST_QUEUED -> "Customer says mended; test due";
            case LIFTING -> "Test passed; block on its way off";
            case REVIEW -> "In review; a person decides";
            case CLOSED_FIXED -> "Ended: mended and lifted";
            case FALSE_POSITIVE -> "Ended by an operator: never was a relay";
        };
    }

    /** Beside the words, never instead of them. */
    static String tone(CaseState state) {
        return switch (state) {
            case CONFIRMED, BLOCKED -> "bad";
            case RETEST_QUEUED, LIFTING, REVIEW -> "warn";
            case CLOSED_FIXED -> "good";
            case FALSE_POSITIVE -> "mute";
        };
    }

    static String measure(Measure measure) {
        return switch (measure) {
            case DIAL_UP_FILTER -> "Inbound filter on the dial-up line (E1)";
            case NETWORK_BLOCK -> "Mail ports closed at the network (E4)";
            case SMARTHOST_BLOCK -> "No access to our smarthost (E4)";
        };
    }

    static String actual(BlockRecord.Actual actual) {
        return switch (actual) {
            case ON -> "on";
            case OFF -> "off";
            case UNKNOWN -> "not known: the driver has not answered";
        };
    }

    static String notice(NoticeKind kind) {
        return switch (kind) {
            case WARNING -> "Warning";
            case LIFTED -> "Lifted";
            case STILL_OPEN -> "Still open";
            case NOT_TESTABLE -> "Could not be tested";
            case SEEN_CLOSED -> "Seen closed; waiting for a reply";
            case TRUSTS_RELAY -> "Trusts an open relay";
        };
    }

    static String vantage(Vantage vantage) {
        return switch (vantage) {
            case OUTSIDE -> "outside";
            case INSIDE -> "inside";
        };
    }

    static String cause(ScanRequest.Cause cause) {
        return switch (cause) {
            case NIGHTLY -> "nightly scan";
            case OPERATOR -> "an operator asked";
            case RETEST -> "retest, the customer says mended";
            case CONFIRMATION -> "look after a lift";
        };
    }

    static String count(long number, String thing) {
        return number == 1 ? "1 " + thing : number + " " + thing + "s";
    }

    static String orNone(long number) {
        return number == 0 ? "none" : Long.toString(number);
    }
}
