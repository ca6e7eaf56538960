// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.time.Duration;
import java.util.List;

/** A behaviour that answers like another one, save for what it overrides. */
public interface Variation extends Behaviour {

    /** The behaviour whose answers hold where this one has none of its own. */
    Behaviour like();

    @Override
    default Opening opening(Host host) {
        return like().opening(host);
    }

    @Override
    default Reply hello(Host host, boolean extended) {
        return like().hello(host, extended);
    }

    @Override
    default Reply sender(Transaction mail) {
        return like().sender(mail);
    }

    @Override
    default Handling recipient(Transaction mail, MailAddress recipient) {
        return like().recipient(mail, recipient);
    }

    @Override
    default Reply data(Transaction mail) {
        return like().data(mail);
    }

    @Override
    default Reply afterData(Transaction mail, List<MailAddress> recipients) {
        return like().afterData(mail, recipients);
    }

    @Override
    default Reply startTls(Host host) {
        return like().startTls(host);
    }

    @Override
    default Reply reset(Host host) {
        return like().reset(host);
    }

    @Override
    default Reply goodbye(Host host) {
        return like().goodbye(host);
    }

    @Override
    default Reply worded(Reply reply) {
        return like().worded(reply);
    }

    @Override
    default int refusalsMax() {
        return like().refusalsMax();
    }

    @Override
    default Duration pausePerByte() {
        return like().pausePerByte();
    }
}
