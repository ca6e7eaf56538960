// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The behaviours that the field knows, each with the setting or the mishap that it stands for. All of them take mail
 * for postmaster at their own domain, so that a tester's control works, unless their sentence says otherwise.
 */
public final class Behaviours {
    private static final Reply RELAY_DENIED = Reply.of(550, "5.7.1 Relaying denied");

    /** Sound: takes mail for its own users, says 550 5.7.1 to strangers' mail for strangers. */
    public static final Behaviour CLOSED = new Relaying("CLOSED", RELAY_DENIED, Relaying::nothing);

    /**
     * Sound, as stock Postfix says it since 2.10: a relay attempt gets 454, which is no greylisting and never goes
     * away.
     */
    public static final Behaviour CLOSED_454 =
            new Relaying("CLOSED_454", Reply.of(454, "4.7.1 Relay access denied"), Relaying::nothing);

    /**
     * The classic open relay (S1 and most others): trusted networks set to the whole world, or a NAT that hides who
     * calls.
     */
    public static final Behaviour OPEN = new Relaying("OPEN", RELAY_DENIED, Relaying::everything);

    /**
     * Open to whoever claims a sender in its own domain (S3, S4): sendmail's relay_local_from, "our users may send".
     */
    public static final Behaviour SENDER_TRUSTING = new Relaying("SENDER_TRUSTING", RELAY_DENIED, (mail, to) ->
            !mail.sender().isNull() && mail.host().owns(mail.sender()) ? Relaying.foreign(mail, to) : Optional.empty());

    /**
     * Open to {@code user%remote@own-domain} alone (R1, R2): the percent hack of the old gateways, never switched off.
     */
    public static final Behaviour PERCENT_HACK = new Relaying("PERCENT_HACK", RELAY_DENIED, Relaying::percent);

    /**
     * Open to the null sender alone (S2): bounces were exempted from the relay rules, and everyone can send a bounce.
     */
    public static final Behaviour NULL_SENDER = new Relaying("NULL_SENDER", RELAY_DENIED, (mail, to) ->
            mail.sender().isNull() ? Relaying.foreign(mail, to) : Optional.empty());

    /**
     * Takes everything and delivers nothing: a spam trap or a filter that throws away; an acceptance here is no relay.
     */
    public static final Behaviour TAKES_AND_DROPS = new Taking("TAKES_AND_DROPS", new Handling.Drop(), true);

    /**
     * Takes everything, then bounces what is not for its users (qmail, Lotus): backscatter to whoever was named as
     * sender.
     */
    public static final Behaviour ACCEPT_THEN_BOUNCE = new Taking("ACCEPT_THEN_BOUNCE",
            new Handling.BounceLater(Reply.of(550, "5.1.1 User unknown")), false);

    /**
     * Sound, but takes every local part of its domain, {@code user%remote} among them: it looks open to a test that
     * stops at RCPT.
     */
    public static final Behaviour CATCH_ALL = new LikeClosed("CATCH_ALL") {
        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            return mail.host().owns(recipient) ? new Handling.Keep() : new Handling.Refuse(RELAY_DENIED);
        }
    };

    /** Out of order: a full disk or a dead user database makes it say 451 to every recipient, postmaster among them. */
    public static final Behaviour DEFERS_ALL = new LikeClosed("DEFERS_ALL") {
        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            return new Handling.Refuse(Reply.of(451, "4.3.0 Temporary lookup failure"));
        }
    };

    /**
     * Refuses every sender at MAIL, postmaster's mail too: a sender check that is down or too strict hides what RCPT
     * would say.
     */
    public static final Behaviour REFUSES_SENDER = new LikeClosed("REFUSES_SENDER") {
        @Override
        public Reply sender(Transaction mail) {
            return Reply.of(550, "5.7.1 Sender address rejected");
        }
    };

    /** Refuses the caller in its banner, for everything: the tester stands on a blocklist that the server asks. */
    public static final Behaviour REFUSES_CLIENT = new LikeClosed("REFUSES_CLIENT") {
        @Override
        public Opening opening(Host host) {
            return new Opening.Refuses(Reply.of(554, host.name() + " No SMTP service here for you"));
        }
    };

    /**
     * Takes every recipient, then refuses strangers' mail after the final dot: a content filter that does the relay
     * check.
     */
    public static final Behaviour REFUSES_AFTER_DATA = new Taking("REFUSES_AFTER_DATA", new Handling.Drop(), false) {
        @Override
        public Reply afterData(Transaction mail, List<MailAddress> recipients) {
            return recipients.stream().allMatch(mail.host()::isLocal)
                    ? super.afterData(mail, recipients)
                    : Reply.of(554, "5.7.1 Message refused");
        }
    };

    /**
     * A submission port: says 530 at MAIL to whoever has not logged in, postmaster's mail included, and nobody can log
     * in.
     */
    public static final Behaviour REQUIRES_AUTH = new LikeClosed("REQUIRES_AUTH") {
        @Override
        public Reply hello(Host host, boolean extended) {
            return extended ? new Reply.Lines(250, List.of(host.name(), "AUTH PLAIN LOGIN")) : super.hello(host, false);
        }

        @Override
        public Reply sender(Transaction mail) {
            return Reply.of(530, "5.7.0 Authentication required");
        }
    };

    /** Open, but knows no EHLO (H1): an OS/400 of old, which a tester without HELO never gets to test. */
    public static final Behaviour HELO_ONLY_OPEN = new Changed("HELO_ONLY_OPEN", OPEN) {
        @Override
        public Reply hello(Host host, boolean extended) {
            return extended ? Reply.of(502, "5.5.1 Command not implemented") : super.hello(host, false);
        }
    };

    /** Takes the connection and never speaks: a port forwarded to a machine that hangs. */
    public static final Behaviour SILENT = new LikeClosed("SILENT") {
        @Override
        public Opening opening(Host host) {
            return new Opening.Silence();
        }
    };

    /** Nothing listens: switched off, or its line is down. */
    public static final Behaviour DEAD = new LikeClosed("DEAD") {
        @Override
        public Opening opening(Host host) {
            return new Opening.NobodyListens();
        }
    };

    private Behaviours() {}

    /**
     * Open to callers from {@code clients} alone: trusts its neighbours' or its whole provider's addresses (Postfix
     * mynetworks_style).
     */
    public static Behaviour trustsClients(Set<InetAddress> clients) {
        Set<InetAddress> trusted = Set.copyOf(clients);
        return new Relaying("TRUSTS_CLIENTS", RELAY_DENIED, (mail, to) ->
                trusted.contains(mail.client()) ? Relaying.everything(mail, to) : Optional.empty());
    }

    /**
     * Open where {@code rule} holds for the transaction, and sound otherwise: one way in alone, such as a greeting with
     * its own name.
     */
    public static Behaviour opensFor(String name, Predicate<Transaction> rule) {
        return new Relaying(name, RELAY_DENIED, (mail, to) ->
                rule.test(mail) ? Relaying.foreign(mail, to) : Optional.empty());
    }

    /**
     * Says 450 to a new triplet until {@code delay} has passed on {@code clock}, then behaves {@code like} another:
     * Postgrey in front of it.
     */
    public static Behaviour greylisting(InstantSource clock, Duration delay, Behaviour like) {
        return new Greylisting(clock, delay, like);
    }

    /**
     * Hangs up with 421 after {@code refusals} refusals in one connection: Exchange after five, others after their
     * error limit.
     */
    public static Behaviour dropsConnection(int refusals, Behaviour like) {
        if (refusals < 1) {
            throw new IllegalArgumentException("a server hangs up after at least 1 refusal, got " + refusals);
        }
        return new Changed("DROPS_CONNECTION", like) {
            @Override
            public int refusalsMax() {
                return refusals;
            }
        };
    }

    /** A behaviour that takes every recipient; its own users' mail is kept unless it takes {@code all} alike. */
    private static class Taking extends LikeClosed {
        private final Handling strangers;
        private final boolean all;

        Taking(String name, Handling strangers, boolean all) {
            super(name);
            this.strangers = strangers;
            this.all = all;
        }

        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            return !all && mail.host().isLocal(recipient) ? new Handling.Keep() : strangers;
        }
    }

    /** Like {@link #CLOSED}, save for what it overrides. */
    private static class LikeClosed extends Changed {
        LikeClosed(String name) {
            super(name, CLOSED);
        }
    }
}
