// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import org.apache.james.jspf.impl.SPF;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * Judges envelopes by SPF. Thread-safe. Asked long after the mail came, it judges by what the domain says now; who
 * changed it meanwhile gets a bounce, or none, by the new word.
 */
public final class SenderPolicy {

    /** RFC 7208 section 7.3, for a macro of a record that wants the name. */
    private static final String NO_NAME = "unknown";

    private final NameServers servers;
    private final Duration within;

    /**
     * A judge.
     *
     * @param within for all questions about one mail together (RFC 7208 section 4.6.4 asks for 20 seconds at least)
     */
    public SenderPolicy(NameServers servers, Duration within) {
        this.servers = servers;
        this.within = within;
    }

    /**
     * Whether the sender's domain says that this mail was not theirs: then a bounce would go to somebody who never sent
     * it. Everything less certain is no failure.
     */
    public boolean failed(Envelope envelope) {
        return envelope.peer()
                .map(peer -> judge(peer, envelope.helo(), envelope.sender()) == SpfResult.FAIL)
                .orElse(false);
    }

    /**
     * Judges (RFC 7208 section 2.4): by the sender, or for a bounce by the name in EHLO.
     *
     * @param helo a stranger's text
     */
    public SpfResult judge(InetAddress peer, String helo, ReversePath sender) {
        if (sender.isNull() && !isName(helo)) {
            return SpfResult.NONE; // an address literal, or nonsense: nobody's domain
        }
        var questions = new BoundedQuestions(servers, peer, within);
        String word = new SPF(questions)
                .checkSPF(AddressText.of(peer), sender.toString(), isName(helo) ? helo : NO_NAME)
                .getResult();
        SpfResult result = switch (String.valueOf(word).toLowerCase(Locale.ROOT)) {
            case "pass" -> SpfResult.PASS;
            case "fail" -> SpfResult.FAIL;
            case "softfail" -> SpfResult.SOFTFAIL;
            case "neutral" -> SpfResult.NEUTRAL;
            case "none" -> SpfResult.NONE;
            case "temperror" -> SpfResult.TEMPERROR;
            default -> SpfResult.PERMERROR;
        };
        // A record that needs more questions than it may gets no say (RFC 7208 section 4.6.4), whatever it came to.
        return questions.isOverdone() ? SpfResult.PERMERROR : result;
    }

    private static boolean isName(String helo) {
        return helo.matches("(?=.{1,253}$)[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
    }
}
