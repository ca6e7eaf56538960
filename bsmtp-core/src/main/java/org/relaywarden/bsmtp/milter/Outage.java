// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** One milter, and whether it is away: its going and its coming are told, not each mail between. Thread-safe. */
final class Outage {

    private final SocketAddress address;
    private final MilterJournal journal;
    private final AtomicLong missed = new AtomicLong();

    Outage(SocketAddress address, MilterJournal journal) {
        this.address = address;
        this.journal = journal;
    }

    SocketAddress address() {
        return address;
    }

    void noted(String mail, MilterSettings.Absence absence, MilterFault why) {
        journal.missed();
        if (missed.getAndIncrement() == 0) {
            journal.absent(name(), mail, absence, why);
        }
    }

    void over() {
        journal.ruled();
        long mails = missed.getAndSet(0);
        if (mails > 0) {
            journal.returned(name(), mails);
        }
    }

    private String name() {
        String text = address.toString();
        return text.startsWith("/") && text.contains(":") ? text.substring(1) : text;
    }
}
