// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

/**
 * A host that greeted us and answered our hello.
 *
 * @param banner its {@link Banner#fingerprint}
 * @param tls protocol and cipher; empty when the conversation is in the clear
 */
record Greeted(String banner, Extensions extensions, String tls) {}
