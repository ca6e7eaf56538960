// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.util.List;

/**
 * What is to be told about a message. Immutable.
 *
 * @param failed at least one, each once
 * @param ground on whose word
 * @param spfFailed whether SPF failed when the message was taken (RFC 7208 section 2.6.4): the sender is then likely
 *     forged, and a bounce would hit whoever was forged
 */
public record BounceRequest(List<FailedRecipient> failed, Ground ground, boolean spfFailed) {

    public BounceRequest {
        failed = List.copyOf(failed);
        if (failed.isEmpty()
                || failed.stream().map(FailedRecipient::recipient).distinct().count() < failed.size()) {
            throw new IllegalArgumentException("failed recipients are one or more, each once");
        }
    }
}
