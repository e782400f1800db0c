/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.arm.ArmException;

/** Answers what the verdict is, or was. */
@ApplicationScoped
public class HistoryService {
    private final HistoryRepository history;

    HistoryService(HistoryRepository history) {
        this.history = history;
    }

    /**
     * @param id of a prefix that was found in the caller's subscription
     * @param at a time of RFC 3339; null: now
     * @param report the latest; null: there is none yet
     */
    public ValidationView view(
            ResourceId id,
            @Nullable String at,
            PrefixValidationState state,
            @Nullable ValidationReport report,
            @Nullable ValidationReport next) {
        if (at == null) {
            return ValidationView.of(state, report, next);
        }
        Optional<ValidationReport> then = history.at(id.key(), time(at));
        return then.map(found -> ValidationView.of(found.state(), found))
                .orElseGet(() -> ValidationView.of(PrefixValidationState.NONE, null));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, "at", "The time must be one of RFC 3339."));
        }
    }
}
