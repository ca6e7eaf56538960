// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.util.List;
import org.relaywarden.testbed.simulated.behaviour.Hostile.Step;

/** Hangs up at one step. */
final class HangsUp extends Changed {
    private final Step step;

    HangsUp(Step step, Behaviour like) {
        super("HANGS_UP_AT_" + step, like);
        this.step = step;
    }

    private Reply at(Step here, Reply otherwise) {
        return here == step ? new Reply.HangUp(otherwise.code()) : otherwise;
    }

    @Override
    public Opening opening(Host host) {
        return step == Step.BANNER ? new Opening.Greets(new Reply.HangUp(220)) : super.opening(host);
    }

    @Override
    public Reply hello(Host host, boolean extended) {
        return at(Step.HELLO, super.hello(host, extended));
    }

    @Override
    public Reply sender(Transaction mail) {
        return at(Step.MAIL, super.sender(mail));
    }

    @Override
    public Handling recipient(Transaction mail, MailAddress recipient) {
        boolean here = step == Step.RCPT && !mail.host().owns(recipient);
        return here ? new Handling.Refuse(new Reply.HangUp(550)) : super.recipient(mail, recipient);
    }

    @Override
    public Reply data(Transaction mail) {
        return at(Step.DATA, super.data(mail));
    }

    @Override
    public Reply afterData(Transaction mail, List<MailAddress> recipients) {
        return at(Step.DOT, super.afterData(mail, recipients));
    }

    @Override
    public Reply reset(Host host) {
        return at(Step.RSET, super.reset(host));
    }

    @Override
    public Reply goodbye(Host host) {
        return at(Step.QUIT, super.goodbye(host));
    }
}
