// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.util.List;

/**
 * What an Exim is told beside the rules of a sound one, in lines of its own language, each part put before those: a
 * misconfiguration, as it may be found in the field. Immutable.
 *
 * @param main options of the main part
 * @param recipients statements of the ACL that is asked at RCPT; what they leave open is decided as a sound server does
 * @param acls further ACLs, each behind its name and a colon
 * @param routers whole routers
 * @param transports whole transports
 */
public record EximRules(
        List<String> main,
        List<String> recipients,
        List<String> acls,
        List<String> routers,
        List<String> transports) {

    /** None: a sound server. */
    public static final EximRules SOUND = new EximRules(List.of(), List.of(), List.of(), List.of(), List.of());

    public EximRules {
        main = List.copyOf(main);
        recipients = List.copyOf(recipients);
        acls = List.copyOf(acls);
        routers = List.copyOf(routers);
        transports = List.copyOf(transports);
    }

    /** The same with these options. */
    public EximRules withMain(String... lines) {
        return new EximRules(List.of(lines), recipients, acls, routers, transports);
    }

    /** The same with these statements at RCPT. */
    public EximRules withRecipients(String... lines) {
        return new EximRules(main, List.of(lines), acls, routers, transports);
    }

    /** The same with these ACLs. */
    public EximRules withAcls(String... lines) {
        return new EximRules(main, recipients, List.of(lines), routers, transports);
    }

    /** The same with these routers. */
    public EximRules withRouters(String... lines) {
        return new EximRules(main, recipients, acls, List.of(lines), transports);
    }

    /** The same with these transports. */
    public EximRules withTransports(String... lines) {
        return new EximRules(main, recipients, acls, routers, List.of(lines));
    }

    static EximRules of(EximServer.RelayMode mode) {
        return switch (mode) {
            case CLOSED -> SOUND;
            case OPEN -> SOUND.withRecipients("accept");
            case ACCEPT_AND_DROP -> SOUND.withRecipients("accept")
                    .withRouters("drop:", "driver = redirect", "data = :blackhole:");
            case SENDER_TRUSTING -> SOUND.withRecipients("accept sender_domains = +own_domains");
            case CONDITIONAL -> SOUND.withMain("tls_advertise_hosts = *").withRecipients("accept condition = RELAY_IF");
            // What percent_hack_domains did until Exim 4, with the means that took its place.
            case PERCENT_HACK -> SOUND.withRouters(
                    "percent:",
                    "driver = redirect",
                    "domains = +own_domains",
                    "condition = ${if match{$local_part}{%}}",
                    "data = ${sg{$local_part}{\\N^(.*)%([^%]*)$\\N}{\\$1@\\$2}}");
        };
    }
}
