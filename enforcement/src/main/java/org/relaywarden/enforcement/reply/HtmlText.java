// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The text that a person would read in an HTML mail, without what its program marks as quoted. Pure code. */
final class HtmlText {

    /** How Gmail, Outlook, Apple Mail, Thunderbird and Yahoo mark the old mail. */
    private static final String QUOTED = "blockquote, .gmail_quote, .gmail_quote_container, .yahoo_quoted,"
            + " .moz-cite-prefix, .moz-signature, style, script, head, title";

    /** Outlook puts a mark before the old mail and gives it no element of its own: all siblings after it are old. */
    private static final String OLD_FROM_HERE = "#divRplyFwdMsg, #appendonsend, #stopSpelling, [name=_MailOriginal]";

    private HtmlText() {}

    static String of(String html) {
        Document document = Jsoup.parse(html);
        document.select(QUOTED).remove();
        for (Element mark : document.select(OLD_FROM_HERE)) {
            mark.nextElementSiblings().remove();
            mark.remove();
        }
        // Text alone is kept: nothing of the page is ever shown as a page.
        document.select("br").after("\n");
        document.select("p, div, tr, li, hr, h1, h2, h3").before("\n");
        return document.body().wholeText();
    }
}
