// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One session. */
@Entity
@Table(name = "bsmtp_signon")
class SignOnEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    /** Of a leg, the id of the first one; 0 of any other session, which saves writing its row a second time. */
    long bundle;

    String login;

    String nas = "";

    @Column(name = "reported_from")
    String reportedFrom = "";

    @Column(name = "session_key")
    String session = "";

    @Column(name = "multi_session")
    String multiSession = "";

    String channel = "";

    @Column(name = "framed_address")
    String framedAddress = "";

    @Column(name = "calling_station")
    String callingStation = "";

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    SignOn.Origin origin;

    @Column(name = "entered_by")
    String enteredBy = "";

    @Column(name = "began_at")
    Instant beganAt;

    @Column(name = "seen_at")
    Instant seenAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    SignOn.@Nullable Ending ending;

    @Column(name = "ended_by")
    String endedBy = "";

    @Column(name = "ended_why")
    String endedWhy = "";

    @Column(name = "asked_for_run")
    boolean askedForRun;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    SignOnEntity() {}

    SignOnEntity(String login, SignOn.Origin origin, Instant at) {
        this.login = login;
        this.origin = origin;
        beganAt = at;
        seenAt = at;
    }

    void end(Instant at, SignOn.Ending how) {
        end(at, how, "", "");
    }

    void end(Instant at, SignOn.Ending how, String by, String why) {
        endedAt = at;
        ending = how;
        endedBy = by;
        endedWhy = why;
    }

    void openAgain() {
        endedAt = null;
        ending = null;
        endedBy = "";
        endedWhy = "";
    }

    /** The same for all legs of one multilink. */
    long bundle() {
        return bundle == 0 ? id : bundle;
    }

    SignOn signOn() {
        return new SignOn(id, bundle(), login, nas, reportedFrom, session, channel, framedAddress, callingStation, origin,
                enteredBy, beganAt, seenAt, Optional.ofNullable(endedAt), Optional.ofNullable(ending), endedBy,
                endedWhy, askedForRun);
    }
}
