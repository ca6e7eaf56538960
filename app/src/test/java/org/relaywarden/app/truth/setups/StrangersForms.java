// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every form of the tiers 1 and 2 in a stranger's words, addressed to the witness. Written down anew and not made of the
 * battery: a mistake there must not be repeated in what is held against it. A test sees to it that none is missing.
 */
public final class StrangersForms {

    /**
     * One form.
     *
     * @param id of the test that asks the same
     * @param greeting the whole command
     * @param sender what stands behind {@code MAIL FROM:}
     * @param recipients what stands behind each {@code RCPT TO:}, in their order, with a plus between
     */
    public record Form(String id, String greeting, String sender, String recipients) {

        /** In words for this host; {@code tag} is the local part of the recipient. */
        public List<String> filled(Map<String, String> names, String tag) {
            return List.of(fill(greeting, names, tag), fill(sender, names, tag), fill(recipients, names, tag), tag);
        }

        private static String fill(String text, Map<String, String> names, String tag) {
            return KEY.matcher(text)
                    .replaceAll(key -> Matcher.quoteReplacement(
                            key.group(1).equals("to") ? tag : Objects.requireNonNull(names.get(key.group(1)))));
        }
    }

    public static final String WITNESS_DOMAIN = "witness.example";
    public static final String WITNESS = "192.0.2.99";
    public static final String WITNESS_IPV6 = "2001:db8::99";

    private static final Pattern KEY = Pattern.compile("\\{([a-z]+)}");

    /** {@code w} is the witness's domain; OUTSIDER the stranger's own address. */
    private static final String TABLE = """
            S1   | EHLO stranger.example | OUTSIDER                | <{to}@{w}>
            S1b  | EHLO stranger.example | <some@news.example>     | <{to}@{w}>
            S2   | EHLO stranger.example | <>                      | <{to}@{w}>
            S3   | EHLO stranger.example | <boss@{host}>           | <{to}@{w}>
            S4   | EHLO stranger.example | <boss@{domain}>         | <{to}@{w}>
            S5   | EHLO stranger.example | <postmaster@{domain}>   | <{to}@{w}>
            S6   | EHLO stranger.example | <boss@[{address}]>      | <{to}@{w}>
            S7   | EHLO stranger.example | <boss@localhost>        | <{to}@{w}>
            S8a  | EHLO stranger.example | <boss@[127.0.0.1]>      | <{to}@{w}>
            S8b  | EHLO stranger.example | <boss@[IPv6:::1]>       | <{to}@{w}>
            S9   | EHLO stranger.example | <boss>                  | <{to}@{w}>
            S10  | EHLO stranger.example | <{to}@{w}>              | <{to}@{w}>
            S13  | EHLO stranger.example | <stranger.example!some> | <{to}@{w}>
            S14  | EHLO stranger.example | <someone@isp.example>   | <{to}@{w}>
            S14b | EHLO stranger.example | <abuse@isp.example>     | <{to}@{w}>
            S15  | EHLO stranger.example | some@stranger.example   | {to}@{w}
            S16  | EHLO stranger.example | OUTSIDER                | <postmaster@{domain}> + <{to}@{w}>
            H1   | HELO stranger.example | OUTSIDER                | <{to}@{w}>
            H1b  | HELO stranger.example | <boss@{host}>           | <{to}@{w}>
            H2   | EHLO {host}           | OUTSIDER                | <{to}@{w}>
            H2b  | EHLO {host}           | <boss@{host}>           | <{to}@{w}>
            H3a  | EHLO localhost        | OUTSIDER                | <{to}@{w}>
            H3b  | EHLO [127.0.0.1]      | OUTSIDER                | <{to}@{w}>
            H3c  | EHLO localhost        | <boss@{host}>           | <{to}@{w}>
            H3d  | EHLO [127.0.0.1]      | <boss@{host}>           | <{to}@{w}>
            H5   | EHLO smtp.isp.example | OUTSIDER                | <{to}@{w}>
            H5b  | EHLO smtp.isp.example | <boss@{host}>           | <{to}@{w}>
            R1   | EHLO stranger.example | OUTSIDER                | <{to}%{w}@{domain}>
            R2   | EHLO stranger.example | OUTSIDER                | <{to}%{w}@[{address}]>
            R3   | EHLO stranger.example | OUTSIDER                | <"{to}%{w}">
            R4   | EHLO stranger.example | OUTSIDER                | <{to}%{w}>
            R5   | EHLO stranger.example | OUTSIDER                | <"{to}@{w}">
            R6   | EHLO stranger.example | OUTSIDER                | <{to}@{w}@{domain}>
            R7   | EHLO stranger.example | OUTSIDER                | <{to}@{w}@[{address}]>
            R8   | EHLO stranger.example | OUTSIDER                | <"{to}@{w}"@{domain}>
            R9   | EHLO stranger.example | OUTSIDER                | <"{to}@{w}"@[{address}]>
            R10  | EHLO stranger.example | OUTSIDER                | <@{domain}:{to}@{w}>
            R11  | EHLO stranger.example | OUTSIDER                | <@[{address}]:{to}@{w}>
            R13  | EHLO stranger.example | OUTSIDER                | <{w}!{to}>
            R14  | EHLO stranger.example | OUTSIDER                | <{w}!{to}@{domain}>
            R15  | EHLO stranger.example | OUTSIDER                | <{w}!{to}@[{address}]>
            R16a | EHLO stranger.example | OUTSIDER                | <{w}!{to}%{domain}>
            R16b | EHLO stranger.example | OUTSIDER                | <{domain}!{w}!{to}>
            R16c | EHLO stranger.example | OUTSIDER                | <{to}%{w}%{domain}@{domain}>
            R16d | EHLO stranger.example | OUTSIDER                | <@{domain}:{to}%{w}@{domain}>
            R18a | EHLO stranger.example | OUTSIDER                | <{to}@{w}.>
            R18b | EHLO stranger.example | OUTSIDER                | <{to}@{w}..>
            R19a | EHLO stranger.example | OUTSIDER                | <{to}@[192.0.2.99]>
            R19b | EHLO stranger.example | OUTSIDER                | <{to}@[IPv6:2001:db8::99]>
            R20  | EHLO stranger.example | OUTSIDER                | <{to}@{label}.mx.{w}>
            R21  | EHLO stranger.example | OUTSIDER                | <IMCEASMTP-{to}+40{w}@{domain}>
            R22  | EHLO stranger.example | OUTSIDER                | <"x@{domain}, {to}@{w}"@{domain}>
            R24  | EHLO stranger.example | OUTSIDER                | <SRS0=xx=yy={w}={to}@{domain}>
            """;

    private StrangersForms() {}

    /** In the order in which they are shown. */
    public static List<Form> all() {
        return TABLE.lines().map(StrangersForms::read).toList();
    }

    private static Form read(String line) {
        String[] cells = line.split("\\|");
        String sender = cells[2].strip().replace("OUTSIDER", "<some@stranger.example>");
        return new Form(cells[0].strip(), cells[1].strip(), sender, cells[3].strip());
    }
}
