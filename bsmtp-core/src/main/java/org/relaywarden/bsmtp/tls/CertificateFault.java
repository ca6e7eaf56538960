// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.io.IOException;
import java.nio.file.Path;

/** A certificate or key that can't be used; the message says which file, what is wrong, and what to do. */
public final class CertificateFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String problem;
    private final String remedy;

    CertificateFault(Path file, String problem, String remedy, Throwable cause) {
        super(file + ": " + problem + ". " + remedy, cause);
        this.file = file;
        this.problem = problem;
        this.remedy = remedy;
    }

    CertificateFault(Path file, String problem, String remedy) {
        super(file + ": " + problem + ". " + remedy);
        this.file = file;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Which file it is about. */
    public Path file() {
        return file;
    }

    /** What is wrong, without the file's name. */
    public String problem() {
        return problem;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
