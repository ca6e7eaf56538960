// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.testbed.servers.EximRules;
import org.relaywarden.testbed.servers.EximServer;

/**
 * Exim, opened by a redirect router that unwraps an address in a local part, as percent_hack_domains did until Exim 4; and by
 * what its ACL overlooks.
 */
final class EximRecipientSetUps {

    private static final String PRODUCT = EximSenderSetUps.PRODUCT;
    private static final String PERCENT = "^([^%]+)%([^%]+)$";
    private static final String AT = "^([^@]+)@([^@]+)$";
    private static final String BANG = "^([^!]+)!([^!%]+)$";
    private static final String ROUTE_DROPPED = "Exim drops a source route before it looks";
    private static final String NO_PERCENT = "deny local_parts = ^.*%";

    private EximRecipientSetUps() {}

    static List<SetUp> all() {
        return Stream.of(owned(), literal(), bare(), overlooked()).flatMap(List::stream).toList();
    }

    /** Under its own domain. */
    private static List<SetUp> owned() {
        return List.of(
                owned("R1", "user%remote@DOMAIN", PERCENT, ROUTE_DROPPED, "R16d").alsoInShort(),
                owned("R8", "\"user@remote\"@DOMAIN", AT, "").alsoInShort(),
                owned("R14", "remote!user@DOMAIN", BANG, ""),
                owned("R16c", "user%remote%DOMAIN@DOMAIN", "^(.+)%([^%]+)%DOMAIN$", ""),
                owned("R24", "SRS0=hash=tt=remote=user@DOMAIN, the hash unlooked at",
                        "^srs0=[^=]*=[^=]*=([^=]+)=(.+)$", ""),
                catchAll("R24", "SRS0=hash=tt=remote=user@DOMAIN", "^srs0=[^=]*=[^=]*=([^=]+)=(.+)$").alsoInShort(),
                catchAll("R16c", "user%remote%DOMAIN@DOMAIN", "^(.+)%([^%]+)%DOMAIN$"));
    }

    /** Under its own address literal, of which nobody thinks. */
    private static List<SetUp> literal() {
        return List.of(
                literal("R2", "user%remote@[ADDRESS]", PERCENT),
                literal("R9", "\"user@remote\"@[ADDRESS]", AT),
                literal("R15", "remote!user@[ADDRESS]", BANG));
    }

    /** Without a domain: recipient_unqualified_hosts takes it, qualify_recipient appends one of its own. */
    private static List<SetUp> bare() {
        return List.of(
                bare("R3", "\"user%remote\", no check on % in quotes", PERCENT, "",
                        NO_PERCENT, "condition = ${if !match{$smtp_command}{\"}}"),
                bare("R4", "user%remote, quotes are refused", PERCENT, "",
                        "deny condition = ${if match{$smtp_command}{\"}}"),
                bare("R5", "\"user@remote\"", AT, "").alsoInShort(),
                bare("R13", "remote!user", BANG, ""),
                bare("R16a", "remote!user%DOMAIN", "^([^!]+)!(.+)%DOMAIN$", ""),
                bare("R16b", "DOMAIN!remote!user", "^DOMAIN!([^!]+)!(.+)$", ""));
    }

    /** What an ACL does not think of. */
    private static List<SetUp> overlooked() {
        EximRules literals = EximRules.SOUND
                .withMain("allow_domain_literals = true")
                .withRouters("literal:", "driver = ipliteral", "domains = ! @[]", "transport = literal")
                .withTransports("literal:", "driver = smtp", "hosts_avoid_tls = *");
        EximRules routes = EximRules.SOUND
                .withRecipients(NO_PERCENT, "condition = ${if !match{$smtp_command}{<@}}")
                .withRouters(router("DOMAIN", PERCENT));
        return List.of(
                accepts("R10", "accept condition = ${if match{$smtp_command}{<@DOMAIN:}}", EximRules.SOUND).alsoInShort(),
                accepts("R11", "accept condition = ${if match{$smtp_command}{<@.ADDRESS.:}}",
                        EximRules.SOUND.withMain("allow_domain_literals = true")),
                SetUp.open(PRODUCT, "R16d", "no check on % behind a source route; redirect: user%remote@DOMAIN", "",
                        EximSenderSetUps.start(routes)),
                accepts("R19a", "accept domains = ! @[] : ^\\\\[[0-9]", literals).alsoInShort(),
                accepts("R19b", "accept domains = <; ! @[] ; ^\\\\[IPv6", literals));
    }

    private static SetUp owned(String by, String form, String regex, String why, String... together) {
        EximRules rules = EximRules.SOUND.withRouters(router("DOMAIN", regex));
        return SetUp.open(PRODUCT, by, "redirect: " + form, why, EximSenderSetUps.start(rules), together);
    }

    /** It takes every other form, too, as a name of its own. */
    private static SetUp catchAll(String by, String form, String regex) {
        EximRules rules = EximRules.SOUND.withRouters(router("DOMAIN", regex));
        return SetUp.open(PRODUCT, by, "catch-all; redirect: " + form, "", place -> EximServer.start(
                place.host(), place.folder(), place.settings(), place.here(rules)));
    }

    private static SetUp literal(String by, String form, String regex) {
        EximRules rules = EximRules.SOUND.withMain("allow_domain_literals = true").withRouters(router("@[]", regex));
        return SetUp.open(PRODUCT, by, "redirect: " + form, "", place -> EximServer.start(
                place.host(),
                place.folder(),
                place.settings().withCatchAll(false).withDomains("@[]"),
                place.here(rules)));
    }

    private static SetUp bare(String by, String form, String regex, String why, String... recipients) {
        EximRules rules = EximRules.SOUND
                .withMain("recipient_unqualified_hosts = *", "qualify_recipient = office.DOMAIN")
                .withRecipients(recipients)
                .withRouters(router("office.DOMAIN", regex));
        return SetUp.open(PRODUCT, by, "recipient_unqualified_hosts; redirect: " + form, why, place -> EximServer.start(
                place.host(),
                place.folder(),
                place.settings().withCatchAll(false).withDomains("office." + place.domain()),
                place.here(rules)));
    }

    private static SetUp accepts(String by, String statement, EximRules rules) {
        return SetUp.open(
                PRODUCT, by, statement.replace("\\\\", "\\"), "", EximSenderSetUps.start(rules.withRecipients(statement)));
    }

    /**
     * It sees local parts in lower case. The second group is the remote domain, save in a bang path and in SRS: there it
     * stands first.
     */
    static String[] router(String domains, String regex) {
        boolean domainFirst = regex.contains("!") || regex.startsWith("^srs0");
        String address = domainFirst ? "\\$2@\\$1" : "\\$1@\\$2";
        return new String[] {
            "unwrap:",
            "driver = redirect",
            "domains = " + domains,
            "condition = ${if match{$local_part}{\\N" + regex + "\\N}}",
            "data = ${sg{$local_part}{\\N" + regex + "\\N}{" + address + "}}"
        };
    }
}
