// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

/** From where a host was seen (S6): a filtered host looks safe from outside. */
public enum Vantage {
    /** From an address that no filter lets through: as the world sees the host. */
    OUTSIDE,
    /** From a probe address that every filter lets through. */
    INSIDE
}
