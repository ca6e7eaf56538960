// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.incoming;

/** Counts the Received lines of a message as its bytes go by: the only sign of a loop. Used by one thread. */
final class HeaderWatch {

    private static final String NAME = "received:";

    private int received;
    private int matched;
    private int lineBytes;
    private boolean inHeader = true;

    void see(byte[] bytes, int length) {
        for (int i = 0; i < length && inHeader; i++) {
            see(bytes[i]);
        }
    }

    int received() {
        return received;
    }

    private void see(byte octet) {
        if (octet == '\n') {
            inHeader = lineBytes > 0;
            lineBytes = 0;
            matched = 0;
        } else if (octet != '\r') {
            if (matched == lineBytes && matched < NAME.length() && (octet | 0x20) == (NAME.charAt(matched) | 0x20)) {
                matched++;
                received += matched == NAME.length() ? 1 : 0;
            }
            lineBytes++;
        }
    }
}
