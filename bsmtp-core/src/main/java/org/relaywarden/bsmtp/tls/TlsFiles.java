// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.nio.file.Path;

/**
 * Where a certificate and its key lie, as PEM; both may be in one file. Immutable.
 *
 * @param certificate the server's own first, then those that issued it
 * @param key RSA or EC, in PKCS#8, PKCS#1 or SEC 1, without a passphrase
 */
public record TlsFiles(Path certificate, Path key) {}
