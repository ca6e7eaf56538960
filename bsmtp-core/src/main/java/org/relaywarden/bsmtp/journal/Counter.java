// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

/** A counter that rises; each module lists its own in an enum whose constants have a sentence of Javadoc each. */
public interface Counter {

    /** The stable name, lower-case words joined by dots: {@code mail.taken}. Unique in the program. */
    String id();

    /** What is counted, in the plural: {@code messages}. */
    String unit();
}
