// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.time.Duration;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.look.Seen;
import org.relaywarden.bsmtp.look.Seen.Encryption;
import org.relaywarden.bsmtp.signon.SignOn;
import org.relaywarden.bsmtp.smtp.Reply;

/** What the live look at the host's port means. Pure. */
final class PortJudge {

    private final Facts facts;
    private final String host;

    PortJudge(Facts facts) {
        this.facts = facts;
        host = facts.customer().addresses().stream()
                .filter(FixedAddress::pushTarget)
                .map(target -> HostText.hostAndPort(target.address(), target.port()))
                .findFirst()
                .orElse("the host");
    }

    Finding finding() {
        return switch (facts.look()) {
            case Facts.Look.Nowhere() ->
                Finding.unknown(Topic.PORT, "not looked at, for there is no address in the books");
            case Facts.Look.NotAllowed(String why) -> Finding.trouble(
                    Topic.PORT, Cause.NO_DELIVERY_ADDRESS,
                    host + " can't be dialled from an announced address: " + why + " (B14)",
                    "See after delivery and network in the settings; the customer can do nothing about it.");
            case Facts.Look.Taken(Seen seen) -> seen(seen);
        };
    }

    private Finding seen(Seen seen) {
        return switch (seen) {
            case Seen.Answers(String banner, Encryption encryption) -> answers(banner, encryption);
            case Seen.Silent(Duration waited) -> isOffline()
                    ? offline("nothing came back within " + seconds(waited))
                    : Finding.trouble(
                            Topic.PORT, Cause.PORT_SILENT,
                            host + " is silent: nothing came back within " + seconds(waited),
                            "Let the customer check, in this order: that the server is on; that the router forwards"
                                    + " port " + port() + " to it; that no firewall keeps us" + us() + " out.");
            case Seen.NobodyListens() -> isOffline()
                    ? offline("the connection was refused")
                    : Finding.trouble(
                            Topic.PORT, Cause.PORT_REFUSED,
                            host + " refused the connection: a machine is there, and no mail server listens on it",
                            "Let the customer start the mail server, or have the router forward port " + port()
                                    + " to it; a firewall that rejects us" + us() + " looks the same.");
            case Seen.NoWay(String words) -> isOffline()
                    ? offline(words)
                    : Finding.trouble(
                            Topic.PORT, Cause.NO_WAY,
                            host + " can't be reached: " + words,
                            "Is the line up, and the address in the books the customer's? Then the fault is in our"
                                    + " network.");
            case Seen.Slow(String instead, Duration waited) -> Finding.trouble(
                    Topic.PORT, Cause.PORT_SLOW,
                    host + " took the connection, and the " + instead + " did not come within " + seconds(waited),
                    "Delivery waits up to five minutes for it. Let the customer see what keeps the server busy: a name"
                            + " look-up that fails is the usual reason, else a proxy or virus scanner before it.");
            case Seen.HungUp(String instead) -> Finding.trouble(
                    Topic.PORT, Cause.PORT_HANGS_UP,
                    host + " took the connection and hung up before the " + instead,
                    "Let the customer look into the log of the server, and allow our addresses" + us() + " there.");
            case Seen.NoMailServer(String said) -> Finding.trouble(
                    Topic.PORT, Cause.NOT_A_MAIL_SERVER,
                    "what answers at " + host + " is no mail server; it said: " + said,
                    "Let the customer have the router forward port " + port() + " to the mail server; or the address in"
                            + " the books is another machine's (B12).");
            case Seen.TurnedAway(String step, Reply reply) -> turnedAway(step, reply);
        };
    }

    private Finding answers(String banner, Encryption encryption) {
        String words = "answers: " + banner;
        return switch (encryption) {
            case Encryption.NotUsed() -> Finding.well(Topic.PORT, words, "in the clear, TLS is not used");
            case Encryption.Works(String protocol) -> Finding.well(Topic.PORT, words, "TLS works: " + protocol);
            case Encryption.Fails(String why) -> Finding.note(
                    Topic.PORT, Cause.NONE, words + "; it offers TLS that does not work, so mail goes in the clear",
                    "Let the customer renew the certificate or switch TLS off.", why);
        };
    }

    private Finding turnedAway(String step, Reply reply) {
        return Finding.trouble(
                Topic.PORT, Cause.TURNED_AWAY,
                host + " turns us away at the " + step + ": " + reply,
                (reply.isTransient()
                                ? "It says that it is for now. If it stays so, let"
                                : "Nothing is bounced for it. Let")
                        + " the customer take our addresses" + us() + " off what refuses them (a blocklist, a rule).");
    }

    /** B3: that nothing answers is no fault then. */
    private boolean isOffline() {
        return facts.customer().line() != Line.ELSEWHERE
                && facts.signOns().open().isEmpty()
                && facts.signOns().last().filter(last -> last.origin() != SignOn.Origin.BY_HAND).isPresent();
    }

    private Finding offline(String seen) {
        SignOn last = facts.signOns().last().orElseThrow();
        return Finding.trouble(
                Topic.PORT, Cause.NOT_ONLINE,
                "the line is down: the last session began at " + last.beganAt()
                        + last.endedAt().map(at -> " and ended at " + at).orElse(""),
                "Let the customer go online: mail is kept, and goes out within seconds of the sign-on (B3, B5).",
                host + ": " + seen);
    }

    private String us() {
        return facts.ours().ranges().isEmpty() ? "" : " (" + String.join(", ", facts.ours().ranges()) + ")";
    }

    private int port() {
        return facts.customer().addresses().stream()
                .filter(FixedAddress::pushTarget)
                .mapToInt(FixedAddress::port)
                .findFirst()
                .orElse(25);
    }

    private static String seconds(Duration waited) {
        return waited.toSeconds() == 1 ? "1 second" : waited.toSeconds() + " seconds";
    }
}
