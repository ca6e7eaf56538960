// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pool for those who hold connections themselves: they too hear at once that the database is away. */
record WatchedPool(DataSource pool, Outage outage) implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
        Optional<StoreException> away = outage.known();
        if (away.isPresent()) {
            throw new SQLTransientConnectionException(away.get().getMessage(), "08001", away.get());
        }
        try {
            return pool.getConnection();
        } catch (SQLException failed) {
            outage.suspect(DatabaseFault.of(failed));
            throw failed;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("the pool has one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
