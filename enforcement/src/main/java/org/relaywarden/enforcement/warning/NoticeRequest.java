// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.net.InetAddress;
import org.relaywarden.bsmtp.customers.Language;

/**
 * A notice to be planned. Immutable.
 *
 * @param login whose admin account it goes to
 * @param language the customer's, when the notice is planned: a change counts from the next notice on
 */
public record NoticeRequest(
        long caseNumber, String login, Language language, InetAddress address, int port, NoticeContent content) {}
