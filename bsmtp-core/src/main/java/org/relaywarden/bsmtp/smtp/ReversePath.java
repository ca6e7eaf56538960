// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

/** Where a bounce goes: an address, or nowhere (RFC 5321 section 4.1.1.2, {@code MAIL FROM:<>}). Immutable. */
public sealed interface ReversePath {

    /** The null sender, as bounces and automatic answers bear it: never bounced to, never answered. */
    record Null() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    /** A sender that takes bounces. */
    record Sender(MailAddress address) implements ReversePath {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** The null sender. */
    static ReversePath none() {
        return new Null();
    }

    /** A sender that takes bounces. */
    static ReversePath of(MailAddress address) {
        return new Sender(address);
    }

    /** True for {@code <>}. */
    default boolean isNull() {
        return this instanceof Null;
    }
}
