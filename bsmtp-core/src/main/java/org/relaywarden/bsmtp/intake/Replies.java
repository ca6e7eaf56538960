// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * Everything that our server says (RFC 5321 section 4.2), with enhanced codes wherever RFC 2034 asks for one: all but
 * the banner, 354 and the answer to EHLO. Nothing of what the peer sent is said back.
 */
final class Replies {

    static final Reply READY_FOR_TLS = Reply.of(220, "2.0.0 Ready for TLS");
    static final Reply LOGGED_IN = Reply.of(235, "2.7.0 Logged in");
    static final Reply OK = Reply.of(250, "2.0.0 OK");
    static final Reply SENDER_OK = Reply.of(250, "2.1.0 Sender OK");
    static final Reply RECIPIENT_OK = Reply.of(250, "2.1.5 Recipient OK");
    static final Reply SEND_DATA = Reply.of(354, "End with <CRLF>.<CRLF>");
    static final Reply HELP = Reply.of(214, "2.0.0 HELO EHLO MAIL RCPT DATA RSET NOOP QUIT VRFY HELP, see RFC 5321");
    static final Reply CANNOT_VERIFY = Reply.of(252, "2.0.0 Not verified: send the mail, and the reply to RCPT tells");

    static final Reply CLOSING = Reply.of(421, "4.3.2 Service stops, try again in a minute");
    static final Reply TOO_MANY_ERRORS = Reply.of(421, "4.7.0 Too many errors, closing");
    static final Reply TOO_MUCH_IDLING = Reply.of(421, "4.7.0 Too many commands without a mail, closing");
    static final Reply TOO_MANY_MAILS = Reply.of(421, "4.7.0 Enough mail for one connection, open another");
    static final Reply TOO_SLOW = Reply.of(421, "4.4.2 Time is over, closing");
    static final Reply BUSY = Reply.of(421, "4.3.2 Too many connections, try again in a minute");

    static final Reply TOO_MANY_PASSWORDS =
            Reply.of(421, "4.7.0 Too many wrong passwords, wait ten minutes; is an old one kept in your mail program?");
    static final Reply DISK_FAILED = Reply.of(451, "4.3.0 Not kept: a fault of ours, try again later");
    static final Reply DISK_FULL = Reply.of(452, "4.3.1 Not kept: no room just now, try again later");
    static final Reply PASSWORDS_AWAY =
            Reply.of(454, "4.7.0 Passwords can't be looked up just now: a fault of ours, try again later");
    static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3 Enough recipients, send it again to the others");

    static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.1 Command unknown");
    static final Reply BROKEN_LINE = Reply.of(500, "5.5.2 A line ends in CR LF; lone CR, LF or NUL not taken, closing");
    static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2 Command line too long, closing");
    static final Reply HELLO_NEEDS_NAME = Reply.of(501, "5.5.4 HELO and EHLO take one name, of printable ASCII");
    static final Reply NO_ARGUMENT = Reply.of(501, "5.5.4 This command takes no argument");
    static final Reply SENDER_SYNTAX = Reply.of(501, "5.1.7 Say MAIL FROM:<name@domain>, or MAIL FROM:<>");
    static final Reply RECIPIENT_SYNTAX = Reply.of(501, "5.1.3 Say RCPT TO:<name@domain>");
    static final Reply NO_CREDENTIALS = Reply.of(501, "5.5.2 That holds no login and password");
    static final Reply CANCELLED = Reply.of(501, "5.0.0 Logging in was cancelled");
    static final Reply BAD_PARAMETER_VALUE = Reply.of(501, "5.5.4 A parameter's value is not legal");
    static final Reply NOT_OFFERED = Reply.of(502, "5.5.1 Not offered here");
    static final Reply NOT_NEEDED = Reply.of(502,
            "5.5.1 Not needed here: waiting mail is sent to your server by itself as soon as your line is up");
    static final Reply HELLO_FIRST = Reply.of(503, "5.5.1 Say HELO or EHLO first");
    static final Reply SECURED_ALREADY = Reply.of(503, "5.5.1 TLS is on already");
    static final Reply NO_LOGIN_NOW = Reply.of(503, "5.5.1 Log in once, before MAIL");
    static final Reply MAIL_FIRST = Reply.of(503, "5.5.1 Say MAIL first");
    static final Reply MAIL_TWICE = Reply.of(503, "5.5.1 A mail is begun already; RSET ends it");
    static final Reply NO_SUCH_MECHANISM = Reply.of(504, "5.5.4 Log in by PLAIN or LOGIN");
    static final Reply WRONG_PASSWORD =
            Reply.of(535, "5.7.8 Login or password wrong: they are those with which you fetch your mail");
    static final Reply TLS_FIRST =
            Reply.of(538, "5.7.11 Encrypt first: switch on STARTTLS, or SSL/TLS, for outgoing mail");
    static final Reply NO_RECIPIENT = Reply.of(554, "5.5.1 No recipient was taken");
    static final Reply UNKNOWN_PARAMETER = Reply.of(555, "5.5.4 A parameter was not offered");
    static final Reply NOT_ASCII = Reply.of(553, "5.6.7 Such an address needs SMTPUTF8, said with MAIL");

    static final Reply LONE_LINE_END = Reply.of(550, "5.6.0 Not kept: a CR or LF stands alone; lines end in CR LF");
    static final Reply HOLDS_NUL = Reply.of(550, "5.6.0 Not kept: it holds a NUL byte");
    static final Reply TEXT_LINE_TOO_LONG = Reply.of(550, "5.6.0 Not kept: a line of more than 64 KiB");
    static final Reply TOO_LARGE = Reply.of(552, "5.3.4 Not kept: larger than this server takes");
    static final Reply LOOP = Reply.of(554, "5.4.6 Not kept: passed through too many servers, is there a loop?");
    static final Reply SPOKE_TOO_SOON = Reply.of(554, "5.5.1 You spoke before your turn, closing");

    private Replies() {}

    static Reply banner(String hostName) {
        return Reply.of(220, hostName + " ESMTP Relaywarden");
    }

    static Reply hello(String hostName) {
        return Reply.of(250, hostName);
    }

    /**
     * RFC 2920, RFC 1870, RFC 6152, RFC 2034, RFC 3461, RFC 6531, RFC 9422, RFC 3207. No CHUNKING: what is refused in
     * the middle of it runs as commands.
     */
    static Reply extendedHello(IntakeSettings settings, boolean startTls, boolean auth) {
        List<String> lines = new ArrayList<>(List.of(
                settings.hostName(),
                "PIPELINING",
                "SIZE " + settings.messageBytesMax(),
                "8BITMIME",
                "ENHANCEDSTATUSCODES",
                "DSN",
                "SMTPUTF8",
                "LIMITS MAILMAX=" + settings.limits().mailsMax() + " RCPTMAX=" + settings.recipientsMax()));
        if (startTls) {
            lines.add("STARTTLS");
        }
        if (auth) { // RFC 4954
            lines.add("AUTH PLAIN LOGIN");
        }
        return new Reply(250, lines);
    }

    static Reply bye(String hostName) {
        return Reply.of(221, "2.0.0 " + hostName + " closes");
    }

    static Reply kept(String id) {
        return Reply.of(250, "2.0.0 Kept as " + id);
    }

    /** As it goes over the wire (RFC 5321 section 4.2.1). */
    static String wire(Reply reply) {
        StringBuilder text = new StringBuilder();
        List<String> lines = reply.lines();
        for (int i = 0; i < lines.size(); i++) {
            text.append(reply.code()).append(i < lines.size() - 1 ? '-' : ' ').append(lines.get(i)).append("\r\n");
        }
        return text.toString();
    }
}
