// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Line;

/** What the facts say to "I can't send" (B17, B18). Pure. */
final class SendingJudge {

    private SendingJudge() {}

    static Finding finding(Facts facts) {
        Facts.Sending sending = facts.sending();
        if (!sending.on()) {
            return Finding.well(Topic.SENDING, "the program is no smarthost (smarthost.listen)");
        }
        Customer customer = facts.customer();
        String books = "smarthost " + (customer.usesSmarthost() ? "yes" : "no") + " in the books, line "
                + customer.line().word();
        if (!customer.isActive()) {
            return Finding.note(
                    Topic.SENDING, Cause.NONE,
                    "nothing is sent by our smarthost for a subscription that is " + customer.state().word(), "",
                    books);
        }
        if (!sending.outage().isEmpty()) {
            return Finding.trouble(
                    Topic.SENDING, Cause.CANT_LOG_IN,
                    "nobody can log in to our smarthost just now: " + sending.outage(),
                    "Start Dovecot, or mend its service auth or smarthost.auth-socket (docs/smarthost.md).", books);
        }
        String elsewhere = sending.logins()
                ? "from elsewhere after a login, by port 587 with STARTTLS"
                : "from elsewhere not at all, for smarthost.auth-socket is not set";
        boolean atHome = customer.usesSmarthost() && customer.line() != Line.ELSEWHERE
                && !customer.addresses().isEmpty();
        return Finding.well(
                Topic.SENDING,
                "sends by our smarthost from " + (atHome ? "its fixed address" : "our ranges") + ", " + elsewhere,
                books);
    }
}
