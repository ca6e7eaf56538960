// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** The store's pool as Quartz wants to see it; the store opened it and closes it. */
record StoreConnections(DataSource pool) implements ConnectionProvider {

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void initialize() {}

    @Override
    public void shutdown() {}
}
