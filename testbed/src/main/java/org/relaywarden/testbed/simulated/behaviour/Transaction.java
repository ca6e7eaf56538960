// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.net.InetAddress;

/**
 * What a server knows when it has to decide about a mail.
 *
 * @param host      who it is itself
 * @param client    the address of the caller
 * @param helloName the name that the caller gave
 * @param extended  whether the caller greeted with EHLO
 * @param encrypted whether the conversation is encrypted
 * @param certified whether the caller showed a certificate that the server trusts
 * @param sender    the envelope sender
 */
public record Transaction(
        Host host,
        InetAddress client,
        String helloName,
        boolean extended,
        boolean encrypted,
        boolean certified,
        MailAddress sender) {}
