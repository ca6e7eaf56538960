// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.look.Seen;
import org.relaywarden.bsmtp.quota.Usage;

/** What the facts mean (B18). Pure: no clock, no network, no file. */
final class Judgement {

    private static final int NEARLY_FULL_PERCENT = 90;

    private final Facts facts;
    private final Customer customer;

    private Judgement(Facts facts) {
        this.facts = facts;
        this.customer = facts.customer();
    }

    static Diagnosis of(Facts facts) {
        var judgement = new Judgement(facts);
        List<Finding> findings = new ArrayList<>();
        findings.add(judgement.subscription());
        findings.add(judgement.address());
        findings.addAll(MxJudge.findings(facts));
        findings.add(judgement.mailbox());
        findings.add(judgement.hold());
        findings.add(new PortJudge(facts).finding());
        findings.addAll(FilterJudge.findings(facts));
        findings.add(SignOnJudge.finding(facts));
        findings.add(judgement.waiting());
        findings.add(judgement.host());
        findings.add(SendingJudge.finding(facts));
        return new Diagnosis(findings);
    }

    private Finding subscription() {
        String what = customer.product().word() + ", " + customer.style().word() + " style";
        if (!customer.isActive()) {
            return Finding.trouble(
                    Topic.SUBSCRIPTION,
                    Cause.NOT_ACTIVE,
                    "the subscription is " + customer.state().word() + ", so mail for its domains is refused (B2)",
                    "Settle the subscription with the customer; mail is taken again once the books say active"
                            + " (customers import).",
                    what);
        }
        if (customer.domains().isEmpty()) {
            return Finding.trouble(
                    Topic.SUBSCRIPTION,
                    Cause.NO_DOMAIN,
                    "the books have no domain for " + customer.login() + ", so nothing is taken for its mail server"
                            + " (B1)",
                    "Put the domain into the customers' file and import it (customers import).",
                    what);
        }
        return Finding.well(
                Topic.SUBSCRIPTION,
                "active, for " + String.join(", ", customer.domains()),
                what);
    }

    private Finding address() {
        return customer.addresses().stream()
                .filter(FixedAddress::pushTarget)
                .findFirst()
                .map(target -> Finding.well(
                        Topic.ADDRESS,
                        HostText.hostAndPort(target.address(), target.port()) + " in the books",
                        "line " + customer.line().word()))
                .orElseGet(() -> Finding.trouble(
                        Topic.ADDRESS,
                        Cause.NO_FIXED_ADDRESS,
                        "the books have no fixed address to deliver to, so mail is kept and goes nowhere (B2)",
                        "Put the address of the customer's mail server into the customers' file and import it"
                                + " (customers import).",
                        "line " + customer.line().word()));
    }

    private Finding mailbox() {
        Usage usage = facts.usage();
        String how = Amount.bytes(usage.usedBytes()) + " of " + Amount.bytes(usage.quotaBytes());
        String parts = messages(usage.messages()) + ", " + usage.waitingMessages() + " of them waiting for the host";
        if (usage.usedBytes() >= usage.quotaBytes()) {
            return Finding.trouble(
                    Topic.MAILBOX,
                    Cause.MAILBOX_FULL,
                    "the mailbox is full (" + how + "), so new mail is refused and senders get theirs back (B13)",
                    "Let the customer fetch and empty it, by POP3 or webmail; that takes waiting mail too (B11)."
                            + (customer.spamFilter() ? "" : " Or switch the spam filter on, which gives more room."),
                    parts);
        }
        return usage.percent() >= NEARLY_FULL_PERCENT
                ? Finding.note(
                        Topic.MAILBOX, Cause.NONE,
                        "nearly full (" + how + "): a large message may be refused", "", parts)
                : Finding.well(Topic.MAILBOX, how, parts);
    }

    private Finding hold() {
        return facts.waiting().hold()
                .map(hold -> Finding.trouble(
                        Topic.HOLD,
                        Cause.HELD,
                        "the mail is held by " + hold.by() + " since " + hold.since() + ": " + hold.reason(),
                        "Ask " + hold.by() + "; to let it go: queue release " + customer.login() + " --by NAME."))
                .orElseGet(() -> Finding.well(Topic.HOLD, "nobody holds it"));
    }

    private Finding waiting() {
        Facts.Waiting waiting = facts.waiting();
        if (waiting.messages() == 0) {
            return Finding.well(Topic.WAITING, "nothing waits");
        }
        String next = waiting.nextTry()
                .map(at -> "the next try is at " + at)
                .orElse(waiting.hold().isPresent()
                        ? "nothing is tried while it is held"
                        : "a try is under way or about to begin");
        return Finding.note(
                        Topic.WAITING,
                        Cause.WAITING,
                        messages(waiting.messages()) + " (" + Amount.bytes(waiting.bytes()) + ") "
                                + (waiting.messages() == 1 ? "waits" : "wait")
                                + waiting.oldest().map(at -> ", the oldest since " + at).orElse("") + "; " + next
                                + (waiting.why().isEmpty() ? "" : " (" + waiting.why() + ")"),
                        "To try at once: queue flush " + customer.login() + ".")
                .with(lastTry(waiting));
    }

    private static String messages(long count) {
        return count + (count == 1 ? " message" : " messages");
    }

    private static List<String> lastTry(Facts.Waiting waiting) {
        return waiting.lastTry()
                .map(at -> List.of("last try " + at + ": " + waiting.lastResult()))
                .orElseGet(List::of);
    }

    private Finding host() {
        Facts.Waiting waiting = facts.waiting();
        if (waiting.atFaultSince().isPresent()) {
            return Finding.trouble(
                            Topic.HOST,
                            Cause.HOST_AT_FAULT,
                            "the customer's mail server refuses all mail since " + waiting.atFaultSince().get()
                                    + ", in its words: " + waiting.lastResult(),
                            "Its settings are at fault, not the mail: it must take mail for "
                                    + String.join(", ", customer.domains()) + " from " + from() + ". Nothing is bounced"
                                    + " meanwhile; when it is mended: queue flush " + customer.login() + ".")
                    .with(lastTry(waiting));
        }
        boolean talks = facts.look() instanceof Facts.Look.Taken(Seen.Answers _);
        if (talks && waiting.messages() > 0 && waiting.gotToMessages()) {
            return Finding.trouble(
                            Topic.HOST,
                            Cause.MESSAGES_REFUSED,
                            "the customer's mail server did not take all messages, in its words: "
                                    + waiting.lastResult(),
                            "Which, and why each: queue show " + customer.login() + ". They are tried again; what the"
                                    + " words ask for has to be mended on the customer's server.")
                    .with(lastTry(waiting));
        }
        return Finding.well(Topic.HOST, "has not refused mail for everybody");
    }

    private String from() {
        return facts.ours().ranges().isEmpty()
                ? "us"
                : facts.ours().ranges().stream().collect(Collectors.joining(", "));
    }
}
