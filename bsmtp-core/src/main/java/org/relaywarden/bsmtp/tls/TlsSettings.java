// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which certificate is shown. Immutable.
 *
 * @param files the operator's; empty for one that we sign ourselves
 * @param folder where that one lies; made when it is missing
 * @param hostName whom that one names
 */
public record TlsSettings(Optional<TlsFiles> files, Path folder, String hostName) {}
