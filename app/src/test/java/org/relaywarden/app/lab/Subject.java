// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import org.relaywarden.testbed.servers.MailServer;

/**
 * A server of the truth table, as it stands on its host.
 *
 * @param setUp how, in words
 * @param hostName what it calls itself
 * @param domain the one whose mail is its own
 */
record Subject(String setUp, String hostName, String domain, MailServer server) {

    String address() {
        return server.host().address();
    }
}
