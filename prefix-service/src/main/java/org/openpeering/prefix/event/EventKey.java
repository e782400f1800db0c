/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Query;
import org.openpeering.kit.request.Times;

/** What pages of events are cut by: neither part ever changes. Text: time, a bar, the id. */
record EventKey(Instant firstSeen, String eventId) {
    static EventKey of(RoutingEvent event) {
        return new EventKey(event.firstSeen(), event.id());
    }

    /** Null for the empty text: before the first page there is nothing. */
    static @Nullable EventKey parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int bar = text.indexOf('|');
        return Times.find(text.substring(0, Math.max(bar, 0)))
                .map(time -> new EventKey(time, text.substring(bar + 1)))
                .orElseThrow(() -> new ArmException(ApiError.at(
                        ErrorCode.INVALID_PARAMETER, Query.SKIP_TOKEN, "The skip token is not one of ours.")));
    }

    @Override
    public String toString() {
        return firstSeen + "|" + eventId;
    }
}
