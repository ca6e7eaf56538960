// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Transaction;
import org.relaywarden.testbed.simulated.behaviour.Variation;

/** Products that can't be had: simulated, each with the one form that it unwraps; it relays for real, over SMTP. */
public final class SimulatedSetUps {

    private static final Map<String, Unwrapping> PRODUCTS = Map.of(
            "exchange-5.5", new Unwrapping("^IMCEASMTP-(?<user>[^+]+)\\+40(?<domain>[^@]+)@(?<own>[^@]+)$"),
            "domino", new Unwrapping("^\"[^,]+, ?(?<user>[^@\"]+)@(?<domain>[^@\"]+)\"@(?<own>[^@]+)$"));

    private SimulatedSetUps() {}

    static List<SetUp> all() {
        return List.of(
                SetUp.simulated(
                        "R21", "simulated: Exchange 5.5", "exchange-5.5",
                        "decodes `IMCEASMTP-user+40domain` of its own domain (MS99-027)")
                        .alsoInShort(),
                SetUp.simulated(
                        "R22", "simulated: Lotus Domino", "domino",
                        "reads a quoted list at its own domain as recipients (VU#176972)"));
    }

    /** By its name among the arguments of the process that it lives in. */
    public static Behaviour behaviour(String name) {
        return Optional.ofNullable(PRODUCTS.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** Sound, save for one form of recipient that it takes for its own and passes on to what is hidden in it. */
    private record Unwrapping(Pattern form) implements Variation {

        Unwrapping(String form) {
            this(Pattern.compile(form));
        }

        @Override
        public String name() {
            return "UNWRAPS " + form;
        }

        @Override
        public Behaviour like() {
            return Behaviours.CLOSED;
        }

        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            Matcher hidden = form.matcher(recipient.asGiven());
            return hidden.matches() && mail.host().domains().contains(hidden.group("own"))
                    ? new Handling.PassOn(MailAddress.of(hidden.group("user"), hidden.group("domain")))
                    : like().recipient(mail, recipient);
        }
    }
}
