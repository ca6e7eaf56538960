// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

/** What came of a TLS handshake. */
public sealed interface Handshake {

    /** All that follows on the connection is encrypted. */
    record Secured(String protocol, String cipher) implements Handshake {}

    /** Neither side can go on: the connection is of no more use. The words may hold text of the peer's. */
    record Failed(String words) implements Handshake {}
}
