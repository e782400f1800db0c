/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.EntityTag;
import org.openpeering.kit.error.Refusal;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110 section 13.1), honoured when sent and never required. The first
 * compares strongly: a weak tag meets it never. The second compares weakly.
 *
 * <p>A use case asks {@link #require} of the row that it has locked; answers to reads are held to them by {@link
 * ConditionalRead}.
 *
 * @param ifMatch null: not sent
 * @param ifNoneMatch null: not sent
 */
public record Preconditions(
        @Nullable Condition ifMatch, @Nullable Condition ifNoneMatch) {
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    public static final Preconditions NONE = new Preconditions((Condition) null, null);

    public Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        this(Condition.parse(IF_MATCH, ifMatch), Condition.parse(IF_NONE_MATCH, ifNoneMatch));
    }

    /** Refuses at the edge what can not be read. */
    public static Preconditions of(HttpHeaders headers) {
        return of(headers.getRequestHeaders());
    }

    static Preconditions of(Map<String, List<String>> headers) {
        return new Preconditions(line(headers.get(IF_MATCH)), line(headers.get(IF_NONE_MATCH)));
    }

    /** Several lines of a header are one list (RFC 9110 section 5.3). */
    private static @Nullable String line(@Nullable List<String> lines) {
        return lines == null || lines.isEmpty() ? null : String.join(",", lines);
    }

    /** What one of the headers says. */
    public record Condition(boolean anything, List<Tag> tags) {
        private static final Pattern ELEMENT =
                Pattern.compile("\\G[ \\t]*+(?:(W/)?\"([!#-~\\x80-\\xFF]*+)\")?+[ \\t]*+(?:,|$)");

        private record Tag(boolean weak, String opaque) {}

        static @Nullable Condition parse(String header, @Nullable String text) {
            if (text == null) {
                return null;
            }
            return text.strip().equals("*") ? new Condition(true, List.of()) : new Condition(false, tags(header, text));
        }

        private static List<Tag> tags(String header, String text) {
            List<Tag> tags = new ArrayList<>();
            Matcher element = ELEMENT.matcher(text);
            int read = 0;
            while (read < text.length() && element.find()) {
                read = element.end();
                if (element.group(2) != null) {
                    tags.add(new Tag(element.group(1) != null, element.group(2)));
                }
            }
            if (read < text.length()) {
                throw new ArmException(ApiError.at(
                        ErrorCode.INVALID_PARAMETER,
                        header,
                        header + " has to be * or a list of entity tags such as \"7\", each in double quotes."));
            }
            return tags;
        }

        private boolean matches(Optional<EntityTag> current, boolean strongly) {
            return current.isPresent()
                    && (anything
                            || tags.stream()
                                    .filter(tag -> !strongly || !tag.weak())
                                    .anyMatch(tag -> current.get().covers(tag.opaque())));
        }
    }

    /**
     * The refusal of a write, if any.
     *
     * @param revision of what exists, empty when nothing does
     */
    public Optional<ApiError> refusal(OptionalLong revision) {
        return refusal(
                revision.isPresent() ? Optional.of(EntityTag.of(revision.getAsLong())) : Optional.<EntityTag>empty());
    }

    /** @param current of what exists, empty when nothing does */
    public Optional<ApiError> refusal(Optional<EntityTag> current) {
        return unmatched(current)
                .or(() -> ifNoneMatch == null || !ifNoneMatch.matches(current, false)
                        ? Optional.empty()
                        : Optional.of(failed(IF_NONE_MATCH)));
    }

    /** The same of {@code If-Match} alone. */
    Optional<ApiError> unmatched(Optional<EntityTag> current) {
        return ifMatch == null || ifMatch.matches(current, true) ? Optional.empty() : Optional.of(failed(IF_MATCH));
    }

    /** Whether the caller has what a read would answer. */
    boolean known(EntityTag current) {
        return ifNoneMatch != null && ifNoneMatch.matches(Optional.of(current), false);
    }

    /** In a use case: refuses when what exists, or that nothing does, does not meet the conditions. */
    public void require(OptionalLong revision) {
        refusal(revision).ifPresent(error -> {
            throw new Refusal(error);
        });
    }

    private static ApiError failed(String header) {
        return ApiError.at(
                ErrorCode.PRECONDITION_FAILED,
                header,
                "The resource's revision does not meet the condition in " + header + ".");
    }
}
