/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;

/**
 * Times as callers write them: RFC 3339, so of the years 0001 to 9999. The database and most clients know no others.
 */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    /** @param target the member or the query parameter that holds it */
    public static Instant parse(String target, String text) {
        return find(text)
                .orElseThrow(() -> new ArmException(ApiError.at(
                        ErrorCode.INVALID_PARAMETER,
                        target,
                        "'" + target
                                + "' is not a time of RFC 3339 in the years 0001 to 9999, such as 2026-01-31T12:00:00Z."
                                + (text.indexOf(' ') >= 0
                                        ? " It has a blank, which is how an unencoded '+' of a query is read; write %2B."
                                        : ""))));
    }

    /** Empty when it is not one. */
    public static Optional<Instant> find(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(time -> !time.isBefore(FIRST) && !time.isAfter(END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
