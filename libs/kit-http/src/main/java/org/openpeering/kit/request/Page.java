/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.UriInfo;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/**
 * A page of a list (contract section G.5). Pages are cut by key, not by number: what is written meanwhile neither hides
 * nor repeats what was there before (promise A4).
 *
 * @param nextLink absolute, with the host that the client sees; null on the last page
 */
@RegisterForReflection
public record Page<V>(List<V> value, @Nullable String nextLink) {
    /** Entries on a page. */
    public static final int SIZE = 100;

    /** The key after which the requested page begins; empty text for the first. */
    public static String after(UriInfo uri) {
        return key(Query.one(uri, Query.SKIP_TOKEN).orElse(""));
    }

    private static String key(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            String key = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (Text.fault(key).isEmpty()) {
                return key;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Answered below like one that no text can have.
        }
        throw foreign();
    }

    /** The same where the key is a positive number; 0 for the first page. */
    public static long afterNumber(UriInfo uri) {
        String after = after(uri);
        try {
            long number = after.isEmpty() ? 0 : Long.parseLong(after);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below like one that is negative.
        }
        throw foreign();
    }

    /** The same where keys are read from text, by a reader that refuses what is none; empty for the first page. */
    public static <K> Optional<K> after(UriInfo uri, Function<String, K> reader) {
        String after = after(uri);
        try {
            return after.isEmpty() ? Optional.empty() : Optional.of(reader.apply(after));
        } catch (MalformedValueException e) {
            throw foreign();
        }
    }

    private static ArmException foreign() {
        return new ArmException(
                ApiError.at(ErrorCode.INVALID_PARAMETER, Query.SKIP_TOKEN, "The skip token is not one of ours."));
    }

    /**
     * @param rows up to {@link #SIZE} + 1 rows after {@link #after}, in the order of their keys
     * @param key what the rows are ordered by
     */
    public static <R, V> Page<V> of(List<R> rows, Function<R, String> key, Function<R, V> view, UriInfo uri) {
        boolean more = rows.size() > SIZE;
        List<R> shown = more ? rows.subList(0, SIZE) : rows;
        return new Page<>(shown.stream().map(view).toList(), more ? next(uri, key.apply(shown.getLast())) : null);
    }

    /**
     * A page that ends where its maker says, be it empty.
     *
     * @param reached the key after which the next page begins; null: this is the last one
     */
    public static <V> Page<V> upTo(List<V> shown, @Nullable String reached, UriInfo uri) {
        return new Page<>(shown, reached == null ? null : next(uri, reached));
    }

    private static String next(UriInfo uri, String lastKey) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
        return Query.link(uri, Query.SKIP_TOKEN, token);
    }
}
