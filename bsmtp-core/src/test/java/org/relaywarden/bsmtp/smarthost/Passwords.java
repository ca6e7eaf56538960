// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import java.net.InetAddress;
import org.relaywarden.bsmtp.auth.Authentication;
import org.relaywarden.bsmtp.auth.Credentials;
import org.relaywarden.bsmtp.auth.Verified;

/**
 * Everybody's password is {@code secret-} and the login before an @; who is called {@code away} can't be asked about.
 */
final class Passwords implements Authentication {

    @Override
    public Verified verify(String session, Credentials credentials, InetAddress peer) {
        String login = credentials.login();
        if (login.equals("away")) {
            return new Verified.Away();
        }
        return credentials.password().equals("secret-" + login.split("@")[0])
                ? new Verified.Proven(login)
                : new Verified.Wrong();
    }

    @Override
    public String outage() {
        return "";
    }
}
