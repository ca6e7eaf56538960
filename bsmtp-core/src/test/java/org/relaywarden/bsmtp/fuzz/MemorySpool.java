// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fuzz;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.MailConsumer;
import org.relaywarden.bsmtp.spool.PushQueue;
import org.relaywarden.bsmtp.spool.Spool;

/** Promises everything and keeps nothing. */
public final class MemorySpool implements Spool {

    @Override
    public Draft begin(Envelope envelope, List<Destination> destinations) {
        return new MemoryDraft(envelope, destinations);
    }

    @Override
    public StoredMail put(Envelope envelope, Destination destination, String fixedName, byte[] message) {
        throw notHere();
    }

    @Override
    public List<StoredMail> list(Mailbox mailbox) {
        return List.of();
    }

    @Override
    public Optional<InputStream> open(StoredMail mail) {
        return Optional.empty();
    }

    @Override
    public boolean remove(StoredMail mail) {
        return false;
    }

    @Override
    public PushQueue pushQueue() {
        throw notHere();
    }

    @Override
    public void whenArrived(SystemMailbox mailbox, Consumer<StoredMail> listener) {
        throw notHere();
    }

    @Override
    public void consume(SystemMailbox mailbox, MailConsumer consumer) {
        throw notHere();
    }

    @Override
    public void drain() {}

    @Override
    public void close() {}

    private static IllegalStateException notHere() {
        return new IllegalStateException("an intake alone does not ask for that");
    }
}
