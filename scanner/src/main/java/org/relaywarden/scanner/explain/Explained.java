// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.explain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.mending.Product;

/**
 * One test, explained. Immutable.
 *
 * @param path by which port, and how encrypted
 * @param from from where it was asked, in words
 * @param sent what we said; empty where nothing was said
 * @param answered the host's own words, made visible and capped, or what happened instead: still a stranger's text
 * @param outcome its name in the scanner's words
 * @param meaning one or two sentences for the server's administrator, in our own words
 * @param mending for the product that the banner names, else for all; empty where nothing needs mending
 */
public record Explained(
        TestId test,
        String path,
        String from,
        String sent,
        String answered,
        String outcome,
        String meaning,
        Map<Product, String> mending) {

    public Explained {
        EnumMap<Product, String> inOrder = new EnumMap<>(Product.class);
        inOrder.putAll(mending);
        mending = Collections.unmodifiableMap(inOrder);
    }
}
