// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.store.StoreException;
import org.slf4j.Marker;

/**
 * Lets pass no stack trace whose whole news is that the database is away. Each thread and each library below would
 * write its own, every few seconds; the store itself tells it, in one line with what to do.
 */
public final class AwayFilter extends TurboFilter {

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        Throwable told = thrown;
        // Behind the parameters of a format a throwable stands as the last of them.
        if (told == null && parameters != null && parameters.length > 0
                && parameters[parameters.length - 1] instanceof Throwable last) {
            told = last;
        }
        return told != null && StoreException.isAway(told) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
