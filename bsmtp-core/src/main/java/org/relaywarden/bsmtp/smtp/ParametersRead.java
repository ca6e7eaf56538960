// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

/**
 * What came of reading the parameters of MAIL or RCPT.
 *
 * @param <T> what they say
 */
public sealed interface ParametersRead<T> {

    /** They can be obeyed. */
    record Legal<T>(T parameters) implements ParametersRead<T> {}

    /** One is none that we know; a server answers 555 (RFC 5321 section 4.1.1.11). */
    record NotOffered<T>() implements ParametersRead<T> {}

    /** A value is not legal; a server answers 501. */
    record Illegal<T>() implements ParametersRead<T> {}
}
