// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.util.Locale;

/**
 * Why mail may not arrive. In the order of what matters: where several hold, the first one is what the customer has to
 * hear, for mending a later one helps nobody before it is mended.
 */
enum Cause {
    /** B2: mail is refused at our own door. */
    NOT_ACTIVE,
    /** B1: there is no domain whose mail we take for the host. */
    NO_DOMAIN,
    /** B2: there is nothing to deliver to. */
    NO_FIXED_ADDRESS,
    /** The domain is not in DNS. */
    NO_SUCH_DOMAIN,
    /** RFC 7505: the domain says that it takes no mail. */
    NULL_MX,
    /** B1: nothing in DNS points here, nor anywhere. */
    NO_MX,
    /** B1: mail goes to others. */
    MX_ELSEWHERE,
    /** B13: new mail is refused at our own door. */
    MAILBOX_FULL,
    /** Somebody of ours keeps it back. */
    HELD,
    /** B14: there is no announced address of ours from which that host may be dialled. */
    NO_DELIVERY_ADDRESS,
    /** B16: which machine gets the connection is chance. */
    DOUBLE_SIGN_ON,
    /** B3: the line is down, so nothing can answer. */
    NOT_ONLINE,
    /** A firewall, a missing port forwarding, or the host is off. */
    PORT_SILENT,
    /** The machine is there, and no mail server on it listens. */
    PORT_REFUSED,
    /** The network knows no way to the address. */
    NO_WAY,
    /** It takes connections and says nothing. */
    PORT_SLOW,
    /** It takes connections and drops them. */
    PORT_HANGS_UP,
    /** Something else listens there. */
    NOT_A_MAIL_SERVER,
    /** The host does not want to talk with us. */
    TURNED_AWAY,
    /** Decision 10: it talks, and refuses everybody. */
    HOST_AT_FAULT,
    /** It talks, and refused single messages. */
    MESSAGES_REFUSED,
    /** Some mail may go past us. */
    MX_PARTLY_ELSEWHERE,
    /** E1, E4: mail arrives; a test from elsewhere looks as if nothing were there. */
    FILTER_ON,
    /** B17: passwords can't be looked up, so nobody who travels can send. */
    CANT_LOG_IN,
    /** Mail waits for the next try, and nothing is wrong any more. */
    WAITING,
    /** Nothing was found. */
    NONE;

    /** In output: {@code mx-elsewhere}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
