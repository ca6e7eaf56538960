// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The process that is killed: writes rising numbers into a few rows, each by a connection of its own, and says so. */
final class CommittingVictim {

    static final int ROWS = 6;

    private CommittingVictim() {}

    /** Takes the database's URL and the first number; says {@code ROW NUMBER} after each commit. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            connection.createStatement().execute("create table if not exists kept (id int primary key, n int, t varchar)");
            for (int row = 0; row < ROWS; row++) {
                connection.createStatement().execute("merge into kept (id, n, t) select r, n, t from (values (" + row
                        + ", 0, '')) as fresh (r, n, t) where not exists (select 1 from kept where id = " + row + ")");
            }
        }
        for (int row = 0; row < ROWS; row++) {
            int mine = row;
            Thread.ofPlatform().start(() -> write(arguments[0], mine, Integer.parseInt(arguments[1])));
        }
    }

    private static void write(String url, int row, int first) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement update = connection.prepareStatement("update kept set n = ?, t = ? where id = ?")) {
            connection.setAutoCommit(false);
            for (int number = first; ; number++) {
                update.setInt(1, number);
                update.setString(2, "x".repeat(number % 300));
                update.setInt(3, row);
                update.executeUpdate();
                connection.commit();
                System.out.println(row + " " + number);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
