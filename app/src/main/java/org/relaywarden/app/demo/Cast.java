// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The customers of the demo, and who of them behaves how.
 *
 * @param members in the order of their logins
 */
record Cast(List<Member> members) {

    /**
     * One customer.
     *
     * @param product what its mail server says it is
     * @param loopback the address of its host, one of 127.0.0.0/8
     */
    record Member(
            String login, String domain, String line, boolean smarthost, String product, String loopback, Role role) {

        String hostName() {
            return "mail." + domain;
        }
    }

    /** The same customers for every seed; the seed deals out the roles. */
    static Cast dealt(long seed) {
        List<Role> roles = new ArrayList<>(Arrays.asList(Role.values()));
        Collections.shuffle(roles, new Random(seed));
        return new Cast(List.of(
                new Member("anna", "bakery.example", "adsl", true, "ESMTP Postfix", "127.0.7.11", roles.get(0)),
                new Member("bram", "dentist.example", "dial-up", false, "ESMTP Exim 4.96", "127.0.7.12", roles.get(1)),
                new Member("cleo", "florist.example", "adsl", false, "ESMTP Sendmail", "127.0.7.13", roles.get(2)),
                new Member("daan", "garage.example", "dial-up", true, "ESMTP OpenSMTPD", "127.0.7.14", roles.get(3)),
                new Member("elif", "printer.example", "adsl", true, "ESMTP Postfix", "127.0.7.15", roles.get(4)),
                new Member("femke", "school.example", "elsewhere", false, "ESMTP", "127.0.7.16", roles.get(5))));
    }

    Member byLogin(String login) {
        return members.stream().filter(member -> member.login().equals(login)).findFirst().orElseThrow();
    }

    /** The customers' file for the import, once it is known where each server listens. */
    String asCsv(Function<String, InetSocketAddress> addressOf) {
        return members.stream()
                .map(member -> String.join(
                        ",",
                        member.login(),
                        "advanced-business-mail",
                        member.domain(),
                        member.line(),
                        member.loopback() + ":" + addressOf.apply(member.login()).getPort(),
                        member.smarthost() ? "yes" : "no",
                        // E10: a host on another provider's line is tested only with recorded consent.
                        member.line().equals("elsewhere") ? "2026-01-15" : ""))
                .collect(Collectors.joining(
                        "\n", "login,product,domains,line,addresses,smarthost,test-consent\n", "\n"));
    }
}
