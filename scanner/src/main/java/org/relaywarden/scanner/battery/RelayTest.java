// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

/**
 * One test: one mail transaction that a sound host refuses (a control: one whose answer says what refusals are worth).
 * Immutable.
 *
 * @param tier 1 always, 2 in a full scan, 3 on request
 * @param sender between the angle brackets of MAIL; empty for the null sender
 * @param recipient between the angle brackets of RCPT
 * @param catches the misconfiguration that it finds, one sentence for people
 * @param ownRecipient whether a host that takes every local part of its own domain would take this recipient as its
 *     own: under its domain or its address literal, or without a domain, where it appends its own. An acceptance then
 *     weighs nothing until the probe comes back (decision 13)
 */
public record RelayTest(
        TestId id, int tier, Greeting greeting, Form sender, Form recipient, String catches, boolean ownRecipient) {

    public RelayTest {
        if (tier < 1 || tier > 3) {
            throw new IllegalArgumentException("a tier is 1 to 3, got " + tier);
        }
    }

    /** Whether the sender is what it tests: a refusal of that very sender then is an answer. */
    public boolean testsSender() {
        return !sender.equals(Form.OUTSIDER);
    }
}
