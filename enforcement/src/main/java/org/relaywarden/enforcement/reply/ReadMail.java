// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import org.relaywarden.enforcement.warning.ReplyTokens;

/** What a mail to the replies' mailbox turned out to be. Immutable. */
public sealed interface ReadMail {

    /**
     * The customer wrote.
     *
     * @param excerpt their own words, quoted text stripped, visible and capped; not empty
     */
    record CustomerWrote(ReplyTokens.Named notice, String excerpt) implements ReadMail {}

    /** A notice came back, for good. {@code why}: the status that the bounce reports. */
    record NoticeCameBack(ReplyTokens.Named notice, String why) implements ReadMail {}

    /** It belongs to a case and causes nothing. {@code why} ends no sentence. */
    record FiledInCase(ReplyTokens.Named notice, String why) implements ReadMail {}

    /** It belongs to no case that we know of. {@code why} ends no sentence. */
    record Unknown(String why) implements ReadMail {}
}
