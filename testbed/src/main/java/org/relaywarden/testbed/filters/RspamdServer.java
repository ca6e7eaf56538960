// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.filters;

import java.nio.file.Path;
import java.util.List;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.ServerImage;

/**
 * A real rspamd of the machine's Debian release, as a milter: one proxy worker that scans by itself. It has no
 * rules, no DNS and no Redis, and judges by its test patterns alone. Safe for use by several threads.
 */
public final class RspamdServer implements AutoCloseable {
    /** A body with this line is refused. */
    public static final String REJECTED =
            "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    /** A body with this line gets {@code X-Spam: Yes}. */
    public static final String MARKED = "YJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    private static final ServerImage IMAGE = new ServerImage("rspamd", List.of("rspamd"), List.of());
    private static final String SOCKET = "rspamd.sock";

    private final FilterView view;
    private final Path socket;

    private RspamdServer(FilterView view, Path socket) {
        this.view = view;
        this.socket = socket;
    }

    /**
     * Starts one; it listens when this returns.
     *
     * @param parent an existing folder that may hold the instance's own, such as a test's temporary folder
     * @throws org.relaywarden.testbed.netlab.LabFailure when it does not come up, with what it said
     */
    public static RspamdServer start(LabHost host, Path parent) {
        InstanceFolder folder = FilterView.folder(parent, "rspamd");
        // Its own list of public suffixes takes ten seconds to compile, and its languages four.
        folder.write("suffixes", List.of("example"));
        folder.write("rspamd.conf", List.of(
                "options {",
                "  enable_test_patterns = true;",
                "  filters = \"\";",
                "  url_tld = \"/etc/testbed/suffixes\";",
                "  tempdir = \"/tmp\";",
                "  dns { nameserver = [\"127.0.0.1\"]; timeout = 0.1; retransmits = 1; }",
                "  pidfile = \"/run/rspamd.pid\";",
                "  control_socket = \"/run/rspamd-control.sock mode=0600\";",
                "}",
                "lang_detection { languages = \"/etc/testbed\"; }",
                "logging { type = \"console\"; level = \"info\"; }",
                "actions { reject = 15; add_header = 6; greylist = 40; }",
                "worker \"rspamd_proxy\" {",
                "  bind_socket = \"" + FilterView.SOCKETS + "/" + SOCKET + " mode=0666\";",
                "  count = 1;",
                "  milter = yes;",
                "  timeout = 20s;",
                "  upstream \"local\" { default = yes; self_scan = yes; }",
                "}"));
        FilterView view = FilterView.start(host, folder, IMAGE, List.of("/usr/bin/rspamd", "-f", "-u", "_rspamd",
                "-g", "_rspamd", "-c", FilterView.CONFIGURATION + "/rspamd.conf"));
        return new RspamdServer(view, view.awaitSocket(SOCKET));
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    /** What it is: its name and the version of its Debian package. */
    public String program() {
        return "rspamd " + IMAGE.version();
    }

    @Override
    public void close() {
        view.view().close();
    }
}
