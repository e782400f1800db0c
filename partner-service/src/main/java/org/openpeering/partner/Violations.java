/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.MalformedValueException;

/** Collects what is wrong with a request, so that the caller learns everything at once. Used by one thread. */
public final class Violations {
    private static final int SHOWN = 100;

    private final List<ApiError> found = new ArrayList<>();

    public void add(String target, String message) {
        add(ErrorCode.INVALID_PARAMETER, target, message);
    }

    public void add(ErrorCode code, String target, String message) {
        found.add(ApiError.at(code, target, message));
    }

    /** What is wrong with a part that stands at {@code place}. */
    public void addAll(String place, ApiError error) {
        List<ApiError> parts = error.details().isEmpty() ? List.of(error) : error.details();
        parts.forEach(
                part -> add(part.code(), part.target() == null ? place : place + "." + part.target(), part.message()));
    }

    public boolean none() {
        return found.isEmpty();
    }

    /** Requires that there is one. */
    public ApiError error() {
        return ApiError.all(found);
    }

    /** The value of the text; null when the text is absent or not well formed, the latter being a violation. */
    public <T> @Nullable T parse(ErrorCode code, String target, @Nullable String text, Function<String, T> parser) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (MalformedValueException e) {
            add(code, target, e.getMessage() + ".");
            return null;
        }
    }

    /** Calls {@code value} only if nothing is wrong. */
    public <T> Checked<T> checked(Supplier<T> value) {
        return found.isEmpty() ? new Checked.Valid<>(value.get()) : new Checked.Invalid<>(error());
    }

    /** A caller's text, short enough for a message. */
    public static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
