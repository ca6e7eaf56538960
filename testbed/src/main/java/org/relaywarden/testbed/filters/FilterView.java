// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.filters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/** A filter's folder, with a place for its sockets, and the view that it runs in. */
record FilterView(InstanceFolder folder, PrivateView view) {

    /** Where the folder's parts stand in the view. */
    static final String CONFIGURATION = "/etc/testbed";

    static final String LOGS = "/var/log/testbed";
    static final String SOCKETS = "/run/testbed";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** A folder in this one; its files are written before {@link #start}. */
    static InstanceFolder folder(Path parent, String name) {
        InstanceFolder folder = InstanceFolder.make(parent, name);
        try {
            Files.createDirectory(sockets(folder));
            Files.setPosixFilePermissions(sockets(folder), PosixFilePermissions.fromString("rwxrwxrwx"));
            return folder;
        } catch (IOException e) {
            throw new LabFailure(folder.root() + ": no folder for sockets can be made in it: " + e.getMessage(), e);
        }
    }

    private static Path sockets(InstanceFolder folder) {
        return folder.root().resolve("run");
    }

    static FilterView start(LabHost host, InstanceFolder folder, ServerImage image, List<String> program) {
        var binds = Map.of(folder.configuration(), CONFIGURATION, folder.logs(), LOGS, sockets(folder), SOCKETS);
        String name = "filter.testbed.example";
        return new FilterView(folder, PrivateView.start(host, folder.root(), image.ready(), name, binds, program));
    }

    /** A socket as it is named outside of the view, once it is there. */
    Path awaitSocket(String name) {
        Path socket = sockets(folder).resolve(name);
        try {
            view.await(() -> Files.exists(socket), START_LIMIT, "open " + name);
            return socket;
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }
}
