// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

/** The language of what the customer reads. */
public enum Language {
    ENGLISH("en"),
    DUTCH("nl");

    private final String word;

    Language(String word) {
        this.word = word;
    }

    /** The two-letter code (ISO 639-1) in files and output. */
    public String word() {
        return word;
    }
}
