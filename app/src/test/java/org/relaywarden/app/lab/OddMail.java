// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Messages that a relay must not alter and that servers stumble over, by their names. Texts are octets, one a char,
 * with LF for CRLF. All end with a line end: the CRLF before the final dot is the message's own (RFC 5321 section
 * 4.1.1.4), so no mail that came in by SMTP ends in the middle of a line.
 */
final class OddMail {

    private static final String HEADER = "From: ann@sender.example\nSubject: odd\n";

    private OddMail() {}

    static String named(String name) {
        return switch (name) {
            case "line-998", "line-999", "line-5000", "line-65536" ->
                HEADER + "\n" + "x".repeat(Integer.parseInt(name.substring(5))) + "\nbehind it\n";
            case "header-5000" -> HEADER + "X-Long: " + "y".repeat(4_992) + "\n\nbelow it\n";
            case "dots" -> HEADER + "\n.\n..\n.x\n...\n\n.\n";
            case "latin1" -> HEADER + "\n\u00e9\u00ff\u0080\u00a0\n";
            case "utf8" -> HEADER + "\n\u00c3\u00a9\u00e2\u0082\u00ac\u00f0\u009f\u0093\u00ae\n";
            case "header-utf8" -> "From: ann@sender.example\nSubject: \u00c3\u00a9\u00c3\u00bc\n\nbelow it\n";
            case "octets" -> HEADER + "\n" + octets() + "\n";
            case "blanks" -> HEADER + "\n\n \n\t\nend \t\n\n\n";
            case "no-body" -> HEADER + "\n";
            case "header-only" -> HEADER;
            case "nothing" -> "";
            case "zo\u00eb" ->
                "From: <j\u00c3\u00b6rg@sender.example>\nSubject: \u00e2\u0082\u00ac\n\nutf-8\n";
            default -> HEADER + "\n" + name + "\n";
        };
    }

    /** Every one but NUL, CR and LF. */
    private static String octets() {
        return IntStream.rangeClosed(1, 255)
                .filter(octet -> octet != '\r' && octet != '\n')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
