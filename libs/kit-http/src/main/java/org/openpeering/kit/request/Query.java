/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.error.ArmException;

/**
 * Reads and rewrites queries: nobody else knows how a parameter may be spelled. Names count without regard to case and to
 * percent-encoding ({@code $skipToken}, {@code %24SKIPTOKEN}); {@link RequestTarget} gives them the spelling below before
 * anything reads them. A parameter of the system ({@code $…}) that there is none of is refused, not ignored, since an
 * answer without it would look like one with it. So is a known one that comes twice where one value counts: nobody can say
 * which. What a value may be is for its reader.
 */
public final class Query {
    /** Where the next page begins. */
    public static final String SKIP_TOKEN = "$skiptoken";
    /** What else is to be shown. */
    public static final String EXPAND = "$expand";

    /** Which values of dimensions a metric is wanted of; as {@link #TOP} a parameter of metrics alone. */
    public static final String FILTER = "$filter";
    /** How many series of a metric. */
    public static final String TOP = "$top";

    private static final Set<String> SYSTEM = Set.of(SKIP_TOKEN, EXPAND);
    private static final Set<String> OF_METRICS = Set.of(FILTER, TOP);
    /** By their names in lower case. */
    private static final Map<String, String> NAMES = List.of(
                    ArmConventions.API_VERSION,
                    SKIP_TOKEN,
                    EXPAND,
                    FILTER,
                    TOP,
                    "aggregation",
                    "asPath",
                    "asn",
                    "assignee",
                    "at",
                    "AutoAdjustTimegrain",
                    "by",
                    "command",
                    "compareSite",
                    "compareTo",
                    "consolidate",
                    "country",
                    "destinationIP",
                    "directPeeringType",
                    "dryRun",
                    "failedFacility",
                    "failedRouter",
                    "from",
                    "granularity",
                    "interval",
                    "kind",
                    "lastEventId",
                    "level",
                    "metricnames",
                    "metricnamespace",
                    "object",
                    "orderby",
                    "originAsValidationState",
                    "other",
                    "peeringLocation",
                    "prefix",
                    "probe",
                    "resourceId",
                    "resultType",
                    "rollupby",
                    "router",
                    "rpkiValidationState",
                    "session",
                    "site",
                    "source",
                    "sourceLocation",
                    "sourceType",
                    "state",
                    "step",
                    "subscriptionId",
                    "timespan",
                    "to",
                    "top",
                    "types",
                    "ValidateDimensions",
                    "window")
            .stream()
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    private Query() {}

    /** Whether a parameter counts in any spelling of its name. */
    public static boolean knows(String name) {
        return NAMES.containsValue(name);
    }

    /** The raw query with the known names as they are spelled here; values and all else stay as they were sent. */
    static String canonical(String query) {
        return Arrays.stream(query.split("&", -1)).map(Query::canonicalPair).collect(Collectors.joining("&"));
    }

    private static String canonicalPair(String pair) {
        int equals = pair.indexOf('=');
        String sent = equals < 0 ? pair : pair.substring(0, equals);
        String name = URLDecoder.decode(sent, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        String known = NAMES.getOrDefault(name, sent);
        return equals < 0 ? known : known + pair.substring(equals);
    }

    /** The value of a parameter; empty when it was not sent. */
    public static Optional<String> one(UriInfo uri, String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name));
    }

    /**
     * Lets only those parameters of the system pass that there are, and one of each.
     *
     * @param lists whether parameters without {@code $} may come several times
     */
    static void refuseUnknown(UriInfo uri, boolean lists) {
        boolean metrics = ArmConventions.ofMonitor(uri.getPath());
        uri.getQueryParameters().forEach((name, values) -> {
            boolean system = SYSTEM.contains(name) || (metrics && OF_METRICS.contains(name));
            if (name.startsWith("$") && !system) {
                throw refused(
                        name,
                        "There is no query parameter '" + name + "'; there are " + EXPAND + " and " + SKIP_TOKEN + ".");
            }
            boolean single = system || (!lists && knows(name) && !name.equals(ArmConventions.API_VERSION));
            if (single && values.size() > 1) {
                throw refused(name, "The query parameter '" + name + "' can be given once.");
            }
        });
    }

    private static ArmException refused(String name, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, name, message));
    }

    /**
     * The absolute URI of the request with one parameter replaced, however it was spelled; the others stay as they were
     * sent.
     *
     * @param value of characters that need no encoding
     */
    static String link(UriInfo uri, String name, String value) {
        String whole = uri.getRequestUri().toString();
        int query = whole.indexOf('?');
        String base = query < 0 ? whole : whole.substring(0, query);
        String others = query < 0
                ? ""
                : Arrays.stream(canonical(whole.substring(query + 1)).split("&", -1))
                        .filter(pair -> !pair.isEmpty() && !pair.equals(name) && !pair.startsWith(name + "="))
                        .map(pair -> pair + "&")
                        .collect(Collectors.joining());
        return base + "?" + others + name + "=" + value;
    }
}
