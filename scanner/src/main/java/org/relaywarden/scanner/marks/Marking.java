// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

/** What came of the wish to mark a host. */
public sealed interface Marking {

    /** It is marked: its next verdict is HONEYPOT, whatever is seen. */
    record Done(HostMark mark) implements Marking {}

    /** It was marked before; nothing changed. */
    record StandsAlready(HostMark mark) implements Marking {}

    /** The address is no customer's, so it is never tested (S7); nothing changed. */
    record NoCustomers() implements Marking {}
}
