// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted about sign-ons. */
public enum SignOnCounter implements Counter {
    /** Sign-ons that started a delivery. */
    DELIVERS("signon.delivers", "sign-ons"),
    /** Sign-ons within 20 minutes of the one before (B6). */
    TOO_SOON("signon.too-soon", "sign-ons"),
    /** Sign-ons that were heard of too late. */
    TOO_LATE("signon.too-late", "sign-ons"),
    /** Reports of a session that was known already. */
    DUPLICATES("signon.duplicates", "reports"),
    /** Further lines of a multilink. */
    LEGS("signon.legs", "lines"),
    /** Sessions that ended. */
    ENDED("signon.ended", "sessions"),
    /** Reports about nobody in the books. */
    UNKNOWN("signon.unknown", "reports"),
    /** Sign-ons while the login was on already (B16). */
    DOUBLE("signon.double", "sign-ons");

    private final String id;
    private final String unit;

    SignOnCounter(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return unit;
    }
}
