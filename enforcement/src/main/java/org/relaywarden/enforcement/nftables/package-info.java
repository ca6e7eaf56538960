// SPDX-License-Identifier: Apache-2.0
/**
 * The nftables driver: a table of our own on the router that refuses mail ports of blocked hosts to all but our
 * delivery and probe addresses (E1, E4, decisions 15 and 17). It observes, changes what differs in one batch, and
 * observes again. {@code docs/nftables.md} is for who runs the router.
 *
 * <p>Before: {@code enforcement.block}. After: the router, by the command {@code nft}.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal, enforcement.block, enforcement.policy.
 */
@NullMarked
package org.relaywarden.enforcement.nftables;

import org.jspecify.annotations.NullMarked;
