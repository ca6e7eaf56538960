// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.renames;

/** What came of the wish to change a host name. */
public sealed interface Renaming {

    /** It is recorded, and mail for the new name is taken from now on. */
    record Done(Rename rename) implements Renaming {}

    /** Nothing changed. {@code why} says what is wrong and what to do. */
    record Refused(String why) implements Renaming {}
}
