// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.relaywarden.testbed.servers.MariaDbServer;

/** A folder with the settings of a program that keeps its state on MariaDB, for servers on this machine. */
final class Settings {

    private Settings() {}

    static void write(Path folder, MariaDbServer.Database database) throws IOException {
        Path password = folder.resolve("password");
        Files.writeString(password, database.password() + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("r.yaml"), """
                data: {folder: data}
                provider: {domain: isp.example}
                intake: {listen: 127.0.0.1:0, sessions-per-peer-max: 50}
                store:
                  url: %s
                  user: %s
                  password-file: password
                scan:
                  outside-addresses: [127.0.0.1]
                  pace: {connection-spacing: 0s, retest-spacing: 0s, return-wait: 8s, deferred-retries: []}
                """.formatted(database.url(), database.user()));
    }
}
