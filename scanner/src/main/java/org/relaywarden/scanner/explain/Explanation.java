// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.mending.Mending;
import org.relaywarden.scanner.mending.Product;
import org.relaywarden.scanner.verdict.Outcome;

/** Explains the evidence of a run. Immutable; the same evidence is explained in the same words. */
public final class Explanation {

    private final Evidence evidence;
    private final Optional<Product> product;
    private final boolean catchAll;

    private Explanation(Evidence evidence, String banner) {
        this.evidence = evidence;
        this.product = Product.namedIn(banner);
        this.catchAll = evidence.tests().stream()
                .anyMatch(test -> test.test().equals(Battery.CATCH_ALL)
                        && Outcome.valueOf(test.outcome()).isAccepted());
    }

    /** Each test of this run, in the order of the evidence; advice goes to the product that the banner names. */
    public static List<Explained> of(Evidence evidence, String banner) {
        Explanation explanation = new Explanation(evidence, banner);
        return explanation.evidence.tests().stream().map(explanation::explained).toList();
    }

    private Explained explained(Evidence.TestSeen seen) {
        Outcome outcome = Outcome.valueOf(seen.outcome());
        return new Explained(
                seen.test(),
                seen.path(),
                seen.from(),
                seen.sent(),
                seen.answered(),
                seen.outcome(),
                seen.test().isControl() ? ofControl(seen.test(), outcome) : meaning(seen, outcome),
                needsMending(seen.test(), outcome) ? advice(seen.test()) : Map.of());
    }

    private String meaning(Evidence.TestSeen seen, Outcome outcome) {
        String fault = "It " + seen.catches() + ".";
        return switch (outcome) {
            case RETURNED -> "The server took this mail from a stranger and passed it on: it came back to us. " + fault;
            case BOUNCED -> "The server took this mail and sent a bounce later. That is not relaying, but strangers get"
                    + " its bounces: refuse such a recipient at once.";
            case ACCEPTED -> isOwnName(seen.test())
                    ? "Taken as a mailbox of the server's own domain, of which it takes every name. No relaying."
                    : "The server took this mail. It has not come back so far, so nothing is proven; a sound server"
                            + " refuses it. If it is passed on later: " + fault;
            case RECIPIENT_TAKEN -> isOwnName(seen.test())
                    ? "Taken as a mailbox of the server's own domain, of which it takes every name. No relaying."
                    : "The server would have taken this recipient. A sound server refuses it. " + withoutMail();
            case RCPT_OK_DATA_REFUSED -> "The recipient was taken and the mail refused only then. Another mail may"
                    + " pass: refuse the recipient at once.";
            case REFUSED_RELAY -> "Refused, as it should be.";
            case AUTH_REQUIRED -> "Refused without a login, as it should be.";
            case TLS_REQUIRED -> "Refused without encryption; asked again inside it where the server offers it.";
            case REFUSED_SYNTAX -> "Refused for the form of the address, as it may be.";
            case REFUSED_SENDER -> "Refused for its sender. Whether the recipient would have been taken stays hidden,"
                    + " so it was asked again with another sender where there is one.";
            case REFUSED_CLIENT -> "Our test was refused as such, so this says nothing of relaying. Admit the tester's"
                    + " address.";
            case DEFERRED -> "Put off, even after we came back. A mail server that is well says yes or no.";
            case DROPPED -> "No answer: the connection ended or the server took too long.";
            case SKIPPED -> "Not asked.";
        };
    }

    private String withoutMail() {
        return evidence.returned().isEmpty()
                ? "No mail was handed over this time: a scan hands over a few, and the turn of this one comes in a later one."
                : "No mail was handed over: that of another one came back, and one is enough.";
    }

    private static String ofControl(TestId id, Outcome outcome) {
        boolean taken = outcome.isAccepted();
        if (id.equals(Battery.POSTMASTER)) {
            return taken
                    ? "Mail for the server's own postmaster is taken, as it must be: its refusals can be believed."
                    : "Even mail for the server's own postmaster is not taken, so its other refusals say little (RFC"
                            + " 5321 section 4.5.1).";
        }
        if (id.equals(Battery.CATCH_ALL)) {
            return taken
                    ? "Every name of the server's own domain is taken. That is no relaying."
                    : "A name that does not exist in the server's domain is not taken.";
        }
        return taken
                ? "Even a domain that does not exist is taken: the server takes anything at all."
                : "A domain that does not exist is not taken, as it should be.";
    }

    private boolean isOwnName(TestId id) {
        return catchAll && Battery.find(id).filter(RelayTest::ownRecipient).isPresent();
    }

    private boolean needsMending(TestId id, Outcome outcome) {
        if (id.equals(Battery.POSTMASTER)) {
            return outcome.isAnswered() && !outcome.isAccepted() && outcome != Outcome.AUTH_REQUIRED;
        }
        boolean harmless = id.equals(Battery.CATCH_ALL) || (isOwnName(id) && outcome != Outcome.RETURNED);
        return outcome.isAccepted() && !harmless;
    }

    private Map<Product, String> advice(TestId id) {
        Map<Product, String> all = Battery.find(id)
                .map(test -> Mending.shipped().of(test.mending()))
                .orElse(Map.of());
        return product.filter(all::containsKey)
                .map(known -> Map.of(known, all.getOrDefault(known, "")))
                .orElse(all);
    }
}
