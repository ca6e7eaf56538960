// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import jakarta.persistence.OptimisticLockException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.store.StoreException.Kind;

/**
 * What a database said, or what became of the way to it, in words for an operator. MariaDB's error numbers are those of
 * its "Error Codes" page, the SQL states those of the SQL standard.
 *
 * @param kind what follows from it
 * @param what one clause, such as {@code connection refused}
 * @param remedy a sentence that begins with a verb, without its full stop
 */
record DatabaseFault(Kind kind, String what, String remedy) {

    private static final int CHECK_READ = 1020;
    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final int NO_RIGHT_TO_THE_DATABASE = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int NODE_NOT_READY = 1047;
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int SHUTTING_DOWN = 1053;
    private static final int NO_RIGHT_TO_THE_TABLE = 1142;
    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int READ_ONLY = 1290;
    private static final int KILLED = 1927;
    /** H2: its own numbers for the same. */
    private static final Set<Integer> H2_BUSY = Set.of(40001, 50200, 90131);

    private static final String TOO_MANY = "it has too many connections";
    private static final String LOOK = "Look at the database's own log and at the free disk space";
    private static final String START = "Start MariaDB, or mend 'store' in the settings";

    /** Reads a chain of causes, as Hibernate, Flyway, HikariCP and the drivers link them. */
    static DatabaseFault of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        for (Throwable link : chain) {
            if (link instanceof OptimisticLockException || link instanceof StaleStateException) {
                return new DatabaseFault(Kind.BUSY, "somebody else changed the same row meanwhile", "Do it again");
            }
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable link = chain.get(i);
            DatabaseFault way = ofTheWay(link);
            if (way != null) {
                return way;
            }
            if (link instanceof SQLException said) {
                return of(said);
            }
        }
        return new DatabaseFault(Kind.REFUSED, String.valueOf(chain.getLast().getMessage()), LOOK);
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && chain.size() < 30; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static @Nullable DatabaseFault ofTheWay(Throwable link) {
        return switch (link) {
            case UnknownHostException _ ->
                away("no such host: " + link.getMessage(), "Mend the host in store.url, or the name service");
            case ConnectException _ -> away("connection refused", START);
            case NoRouteToHostException _ -> away("no way to that host", "Mend the network, or store.url");
            case SocketTimeoutException _ ->
                away("no answer in time", "Look whether that machine lives and lets this one through to its port");
            case SSLException _ -> away("TLS: " + link.getMessage(), "Mend sslMode and serverSslCert in store.url");
            default -> null;
        };
    }

    private static DatabaseFault of(SQLException said) {
        String words = "error " + said.getErrorCode() + ", " + said.getMessage();
        return switch (said.getErrorCode()) {
            case ACCESS_DENIED -> new DatabaseFault(
                    Kind.REFUSED, "access denied", "Mend store.user and store.password-file in the settings");
            case NO_SUCH_DATABASE -> new DatabaseFault(
                    Kind.REFUSED, "no such database", "Create it, or mend store.url in the settings");
            case NO_RIGHT_TO_THE_DATABASE, NO_RIGHT_TO_THE_TABLE -> new DatabaseFault(
                    Kind.REFUSED, words, "Create the database if there is none, and give store.user its rights on it");
            case TOO_MANY_CONNECTIONS ->
                away(TOO_MANY, "Make its max_connections larger, or store.connections-max smaller");
            case NODE_NOT_READY, SHUTTING_DOWN, KILLED, READ_ONLY -> away(words, LOOK);
            case LOCK_WAIT -> new DatabaseFault(Kind.BUSY, "a lock was held too long by others", LOOK);
            case DEADLOCK -> new DatabaseFault(Kind.BUSY, "a deadlock with others", "Do it again");
            case CHECK_READ -> new DatabaseFault(Kind.BUSY, "somebody else changed the same row meanwhile", "Do it again");
            default -> bySqlState(said);
        };
    }

    private static DatabaseFault bySqlState(SQLException said) {
        String state = String.valueOf(said.getSQLState());
        if (said instanceof SQLTransientConnectionException) {
            return away("no connection in time", LOOK);
        }
        if (state.startsWith("08")) {
            return away("the connection broke: " + said.getMessage(), START);
        }
        if (H2_BUSY.contains(said.getErrorCode())) {
            return new DatabaseFault(Kind.BUSY, "a lock was held too long by others", "Do it again");
        }
        return new DatabaseFault(Kind.REFUSED, String.valueOf(said.getMessage()), LOOK);
    }

    /** Whether it came from a server that lives, and only has no room for one more. */
    boolean isForWantOfRoom() {
        return what.equals(TOO_MANY);
    }

    /** Whether there is more to do about it than to look. */
    boolean isKnown() {
        return !remedy.equals(LOOK);
    }

    private static DatabaseFault away(String what, String remedy) {
        return new DatabaseFault(Kind.AWAY, what, remedy);
    }
}
