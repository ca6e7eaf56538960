// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.util.List;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.signon.SignOn;

/** What the sign-ons mean (B5, B16). Pure. */
final class SignOnJudge {

    private SignOnJudge() {}

    static Finding finding(Facts facts) {
        Facts.SignOnsKnown known = facts.signOns();
        String login = facts.customer().login();
        if (!known.doubles().isEmpty()) {
            return Finding.trouble(
                            Topic.SIGN_ON, Cause.DOUBLE_SIGN_ON,
                            login + " is signed on twice at once, which upsets the routing of its address: "
                                    + known.doubles().stream()
                                            .map(SignOnJudge::where)
                                            .collect(Collectors.joining("; and ")) + " (B16)",
                            "Ask the customer which machine is to be online, have the other one signed off, then:"
                                    + " sign-on clear " + login + " --by NAME --why REASON.")
                    .with(known.doubles().stream().map(SignOnJudge::text).toList());
        }
        if (known.last().isEmpty()) {
            return facts.customer().line() == Line.ELSEWHERE
                    ? Finding.well(Topic.SIGN_ON, "the line is another provider's: no sign-on is told here")
                    : Finding.note(Topic.SIGN_ON, Cause.NONE, "no sign-on of this login was told yet", "");
        }
        List<SignOn> open = known.open();
        return Finding.well(
                        Topic.SIGN_ON,
                        "the last sign-on was at " + known.last().get().beganAt() + "; "
                                + (open.isEmpty() ? "no session is open" : "online since " + open.getFirst().beganAt()))
                .with(open.stream().map(SignOnJudge::text).toList());
    }

    private static String where(SignOn session) {
        return (session.nas().isEmpty() ? "by hand" : "on " + session.nas())
                + (session.callingStation().isEmpty() ? "" : " from " + session.callingStation())
                + " since " + session.beganAt();
    }

    private static String text(SignOn session) {
        return "session " + session.session() + " " + where(session)
                + (session.framedAddress().isEmpty() ? "" : ", address " + session.framedAddress());
    }
}
