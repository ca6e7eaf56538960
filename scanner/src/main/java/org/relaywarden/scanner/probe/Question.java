// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Form;
import org.relaywarden.scanner.battery.Greeting;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TokenPair;

/**
 * A test in the words that are sent. Immutable.
 *
 * @param sharedMail the MAIL command of a transaction that it shares with others
 * @param ownMail the MAIL command of a transaction of its own, in which the message goes: a bounce names the test then
 * @param before the RCPT command that comes first, if the test wants one
 */
record Question(
        RelayTest test,
        String greeting,
        String sharedMail,
        String ownMail,
        Optional<String> before,
        String rcpt) {

    /** In words. Only for a test that {@link #whyNot} has nothing against. */
    static Question of(RelayTest test, Call call, Names names) {
        TokenPair own = call.tokens().apply(test.id());
        TokenPair shared = call.tokens().apply(Battery.sharedSender(test));
        return new Question(
                test,
                greeting(test, call, names),
                mail(test, filled(test.sender(), names, isShared(test) ? shared : own)),
                mail(test, filled(test.sender(), names, own)),
                test.manner().before().map(form -> "RCPT TO:<" + filled(form, names, own) + ">"),
                path("RCPT TO:", test, filled(test.recipient(), names, own))
                        + filled(test.manner().recipientParameters(), names, own));
    }

    /** Why the test can't be put into words; empty where it can. */
    static Optional<String> whyNot(RelayTest test, Call call, Names names) {
        TokenPair own = call.tokens().apply(test.id());
        return test.sender()
                .whyNot(names, own)
                .or(() -> test.recipient().whyNot(names, own))
                .or(() -> test.manner().recipientParameters().whyNot(names, own))
                .or(() -> test.manner().before().flatMap(form -> form.whyNot(names, own)));
    }

    /** Whether the test can share its transaction: same sender, nothing odd. */
    boolean mayShare() {
        return isShared(test);
    }

    private static boolean isShared(RelayTest test) {
        boolean plain = test.manner().brackets()
                && test.manner().before().isEmpty()
                && test.manner().senderParameters().isEmpty()
                && !test.manner().chunked();
        return plain && !test.isToItself();
    }

    /** The RCPT commands, in their order. */
    List<String> rcpts() {
        return before.map(first -> List.of(first, rcpt)).orElse(List.of(rcpt));
    }

    /** The commands as evidence shows them. */
    String sent() {
        String start = greeting.isEmpty() ? "" : greeting + " / ";
        return start + ownMail + before.map(first -> " / " + first).orElse("") + " / " + rcpt;
    }

    private static String greeting(RelayTest test, Call call, Names names) {
        if (test.hello().greeting() == Greeting.NONE) {
            return "(no greeting)";
        }
        String name = test.hello().name().map(form -> filled(form, names, new TokenPair("", ""))).orElse(call.helo());
        return test.hello().name().isEmpty() && test.hello().greeting() == Greeting.EHLO
                ? ""
                : test.hello().greeting() + " " + name;
    }

    private static String mail(RelayTest test, String sender) {
        return path("MAIL FROM:", test, sender) + test.manner().senderParameters();
    }

    private static String path(String verb, RelayTest test, String address) {
        return test.manner().brackets() ? verb + "<" + address + ">" : verb + address;
    }

    private static String filled(Form form, Names names, TokenPair tokens) {
        return form.filled(names, tokens).orElseThrow(() -> new IllegalStateException("no name for " + form));
    }
}
