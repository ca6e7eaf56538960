// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.util.Random;
import java.util.function.BooleanSupplier;
import org.relaywarden.app.truth.setups.SetUp;

/**
 * What a server of the table goes by: names that say nothing about it.
 *
 * @param number within its lab, from 0
 * @param domain the one whose mail is its own; the login of its customer stands before the first dot
 */
record Names(SetUp setUp, int number, String hostName, String domain) {

    static Names next(SetUp setUp, int number, Random random) {
        String domain = word(random) + ".example";
        return new Names(setUp, number, word(random) + "." + domain, domain);
    }

    /** Letters alone: nmap takes 530 anywhere in a reply, such as in a name, for a wish to log in. */
    private static String word(Random random) {
        return random.ints(10, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    String address() {
        return "198.51.100." + (11 + number);
    }

    String ipv6() {
        return "2001:db8::1:" + (11 + number);
    }

    /** As {@link ThirdPartiesProcess} wants them. */
    String words() {
        return switch (setUp.kind()) {
            case SetUp.Kind.Simulated simulated ->
                    String.join(" ", simulated.name(), address(), hostName, domain);
            case SetUp.Kind.Real _ -> throw new IllegalStateException(setUp + " is not simulated");
        };
    }

    Subject subject(String program, BooleanSupplier hasOnItsWay) {
        String login = domain.substring(0, domain.indexOf('.'));
        return new Subject(setUp, login, hostName, domain, address(), program, hasOnItsWay);
    }
}
