// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.spool.MailConsumer;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.policy.Policy;
import org.relaywarden.enforcement.reply.Replies;
import org.relaywarden.enforcement.retest.Retests;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.enforcement.warning.ReplyTokens;

/** Puts the parts together and turns them. */
final class CaseDesk implements Desk {

    /** What one step begins another may finish at once; more rounds than steps would be a circle. */
    private static final int ROUNDS_MAX = 10;

    private static final Duration PUT_RIGHT_EVERY = Duration.ofHours(1);

    private final ReentrantLock turning = new ReentrantLock();
    private final EnforcementSettings settings;
    private final Collaborators with;
    private final Casefile cases;
    private final Blocks blocks;
    private final Notices notices;
    private final FindingReader reader;
    private final Progress progress;
    private final Retests retests;
    private final Replies replies;
    private volatile Runnable wake = () -> {};

    CaseDesk(EnforcementSettings settings, Collaborators with) {
        this.settings = settings;
        this.with = with;
        var tokens = new ReplyTokens(with.tokenKey());
        cases = Casefile.in(with.store(), with.clock(), with.journal());
        var history = new HistoryWriter(cases);
        notices = Notices.in(
                new Notices.Collaborators(with.store(), with.clock(), with.spool(), tokens, with.random()),
                settings.notices(),
                history::onDelivered);
        blocks = Blocks.in(with.store(), with.clock(), with.journal(), with.driver(), history);
        var letters = new Letters(with.customers(), with.sweep().findings(), notices, with.clock());
        var policy = new Policy(settings.policy());
        var measures = new Measures(
                policy, with.customers(), with.sweep().findings(), cases, blocks, with.driver(),
                with.clock());
        history.afterFailure(measures::takeMissing);
        history.onBecomingReal(caseNumber -> tellThatItIsReal(caseNumber, letters));
        progress = new Progress(with.store(), cases, blocks, notices);
        var answers = new ReplyRules(cases, notices, letters, with.store());
        retests = new Retests(
                new Retests.Collaborators(
                        with.store(),
                        with.clock(),
                        cases,
                        with.sweep(),
                        with.retestThreads(),
                        blocks::isBlocked,
                        answers::onUntestable),
                settings.retests());
        answers.budget(retests);
        reader = new FindingReader(
                with.store(),
                with.sweep().findings(),
                new FindingRules(
                        cases, blocks, notices, letters, measures,
                        new HopRules(
                                with.customers(), with.sweep().findings(), cases, letters, policy::isSmarthost),
                        retests::wasCutShort,
                        with.driver().isDryRun(), settings.liftWithoutReply()),
                new DeskJournal(with.store(), with.journal()));
        replies = new Replies(
                with.store(),
                with.clock(),
                with.journal(),
                settings.notices(),
                tokens,
                settings.repliesPerDayMax(),
                (mailId, mail) -> {
                    answers.read(mailId, mail);
                    with.store().afterCommit(() -> wake.run());
                });
    }

    @Override
    public void start(Tasks tasks) {
        tasks.register(new NamedTask(TASK, new Schedule.Every(settings.turnEvery()), this::turn));
        tasks.register(new NamedTask(PUT_RIGHT_TASK, new Schedule.Every(PUT_RIGHT_EVERY), this::putRight));
        wake = () -> tasks.wake(TASK);
        with.sweep().findings().onAppended(() -> tasks.wake(TASK));
        with.spool().consume(SystemMailbox.REPLIES, replies);
    }

    @Override
    public void turn() {
        turning.lock();
        try {
            var failures = new Failures();
            for (int round = 0; round < ROUNDS_MAX; round++) {
                boolean news = failures.guard(reader::read);
                failures.guard(() -> !blocks.reconcile().isEmpty());
                failures.guard(() -> !notices.deliver(progress::mayLeave).isEmpty());
                news |= failures.guard(progress::advance);
                news |= failures.guard(() -> retests.startDue() > 0);
                if (!news || failures.first != null) {
                    break;
                }
            }
            failures.rethrow();
        } finally {
            turning.unlock();
        }
    }

    @Override
    public Blocks.PutRight putRight() {
        turning.lock();
        try {
            Blocks.PutRight done = blocks.putRight();
            wake.run();
            return done;
        } finally {
            turning.unlock();
        }
    }

    /** The warning of the trial said that nothing is blocked. In the transaction that records the block. */
    private void tellThatItIsReal(long caseNumber, Letters letters) {
        cases.byNumber(caseNumber)
                .filter(found -> found.state() == CaseState.BLOCKED || found.state() == CaseState.RETEST_QUEUED)
                .ifPresent(found -> with.sweep().findings().bySequence(found.provenBy())
                        .ifPresent(finding -> letters.warn(found, finding, blocks.ofCase(caseNumber), false)));
    }

    /** Lets the other steps go on when one fails. */
    private static final class Failures {
        private @Nullable RuntimeException first;

        boolean guard(BooleanSupplier step) {
            try {
                return step.getAsBoolean();
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
                return false;
            }
        }

        void rethrow() {
            if (first != null) {
                throw first;
            }
        }
    }

    @Override
    public Casefile cases() {
        return cases;
    }

    @Override
    public Blocks blocks() {
        return blocks;
    }

    @Override
    public Notices notices() {
        return notices;
    }

    @Override
    public MailConsumer replies() {
        return replies;
    }
}
