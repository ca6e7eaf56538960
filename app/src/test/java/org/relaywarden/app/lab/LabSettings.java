// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.testbed.servers.MariaDbServer;

/**
 * The settings of a program in the lab: a pace for servers of our own, and what a test adds to it.
 *
 * @param values by their paths, such as {@code scan.at}, as YAML
 */
public record LabSettings(Map<String, String> values) {

    public LabSettings {
        values = new LinkedHashMap<>(values);
    }

    /** For a program whose own address this is; tests from outside come from there. */
    public static LabSettings of(String address) {
        return new LabSettings(Map.of())
                .with("data.folder", "data")
                .with("provider.domain", "isp.example")
                .with("intake.listen", "[\"" + address + ":25\"]")
                .with("scan.outside-addresses", "[" + address + "]")
                .with("scan.pace.connection-spacing", "0s")
                .with("scan.pace.retest-spacing", "0s")
                .with("scan.pace.return-wait", "8s")
                .with("scan.pace.deferred-retries", "[1s]")
                .with("enforcement.retest.spacing-min", "0s");
    }

    public LabSettings with(String path, String yaml) {
        LabSettings more = new LabSettings(values);
        more.values.put(path, yaml);
        return more;
    }

    /** The same on this database; the password goes into a file for its owner alone. */
    LabSettings on(MariaDbServer.Database database, Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), database.password());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        return with("store.url", database.url())
                .with("store.user", database.user())
                .with("store.password-file", password.toString());
    }

    /** As a settings file. */
    String yaml() {
        Map<String, Object> tree = new LinkedHashMap<>();
        values.forEach((path, yaml) -> put(tree, path, yaml));
        return render(tree);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String path, String yaml) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, yaml);
        } else {
            put((Map<String, Object>) tree.computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<String, Object>()),
                    path.substring(dot + 1), yaml);
        }
    }

    private static String render(Map<String, Object> tree) {
        StringBuilder yaml = new StringBuilder();
        tree.forEach((key, value) -> {
            yaml.append(key).append(':');
            if (value instanceof Map<?, ?> inner) {
                @SuppressWarnings("unchecked")
                String below = render((Map<String, Object>) inner);
                yaml.append('\n').append(below.indent(2));
            } else {
                yaml.append(' ').append(value).append('\n');
            }
        });
        return yaml.toString();
    }
}
