/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.kit.document.Required;
import org.openpeering.kit.error.ArmException;

/** What a customer writes of a test. */
@RegisterForReflection
public record MonitorTestSpec(@Required @Nullable Properties properties) {
    static final String SOURCE_AGENT = "properties.sourceAgent";
    static final String DESTINATION = "properties.destination";

    private static final int LONGEST_NAME = 128;
    private static final int MOST_PORT = 65_535;
    private static final int LEAST_SECONDS = 30;
    private static final int MOST_SECONDS = 1800;
    private static final int USUAL_PORT = 443;
    private static final double MOST_PERCENT = 100;
    private static final double MOST_MILLIS = 60_000;

    /**
     * @param sourceAgent the name of an agent of the subscription, or of an edge site
     * @param destination a name or an address on the Internet
     * @param destinationPort absent: 443
     * @param testFrequencyInSec from 30 to 1800; absent: 30
     * @param alertThresholds ours; absent: nothing is too bad
     */
    @RegisterForReflection
    public record Properties(
            @Required @Nullable String sourceAgent,
            @Required @Nullable String destination,
            @Nullable Integer destinationPort,
            @Nullable Integer testFrequencyInSec,
            @Nullable ThresholdSpec alertThresholds) {}

    /**
     * @param lossInPercent above this the test's alert fires
     * @param roundTripTimeInMs likewise, of the mean
     */
    @RegisterForReflection
    public record ThresholdSpec(
            @Nullable Double lossInPercent, @Nullable Double roundTripTimeInMs) {}

    /** All that is wrong at once. */
    static MonitorTestSetup checked(@Nullable MonitorTestSpec spec) {
        Properties given = spec == null ? null : spec.properties;
        if (given == null) {
            throw new ArmException(
                    invalid("properties", "'properties' is required, with 'sourceAgent' and 'destination'."));
        }
        List<ApiError> violations = new ArrayList<>();
        String agent = agent(given.sourceAgent, violations);
        String destination = destination(given.destination, violations);
        int port = within("destinationPort", given.destinationPort, USUAL_PORT, 1, MOST_PORT, violations);
        int seconds = within(
                "testFrequencyInSec", given.testFrequencyInSec, LEAST_SECONDS, LEAST_SECONDS, MOST_SECONDS, violations);
        ThresholdSpec thresholds = Objects.requireNonNullElse(given.alertThresholds, new ThresholdSpec(null, null));
        Double loss = threshold("lossInPercent", thresholds.lossInPercent, 0, MOST_PERCENT, violations);
        Double roundTrip = threshold("roundTripTimeInMs", thresholds.roundTripTimeInMs, 0.001, MOST_MILLIS, violations);
        if (!violations.isEmpty()) {
            throw new ArmException(ApiError.all(violations));
        }
        return new MonitorTestSetup(agent, destination, port, Duration.ofSeconds(seconds), loss, roundTrip);
    }

    private static String agent(@Nullable String name, List<ApiError> violations) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            violations.add(invalid(
                    SOURCE_AGENT,
                    "'" + SOURCE_AGENT + "' has to be the name of an agent, of 1 to " + LONGEST_NAME + " characters."));
            return "";
        }
        return name.strip();
    }

    private static String destination(@Nullable String text, List<ApiError> violations) {
        try {
            return Destination.parse(text == null ? "" : text).host();
        } catch (MalformedValueException e) {
            violations.add(invalid(DESTINATION, String.valueOf(e.getMessage())));
            return "";
        }
    }

    private static int within(
            String member, @Nullable Integer given, int usual, int least, int most, List<ApiError> violations) {
        int value = given == null ? usual : given;
        if (value < least || value > most) {
            violations.add(invalid(
                    "properties." + member,
                    "'properties." + member + "' is " + value + "; it has to be from " + least + " to " + most + "."));
        }
        return value;
    }

    private static @Nullable Double threshold(
            String member, @Nullable Double given, double least, double most, List<ApiError> violations) {
        boolean wrong = given != null && !(given >= least && given <= most);
        if (wrong) {
            String name = "properties.alertThresholds." + member;
            violations.add(
                    invalid(name, "'" + name + "' is " + given + "; it has to be from " + least + " to " + most + "."));
        }
        return given;
    }

    static ApiError invalid(String target, String message) {
        return ApiError.at(ErrorCode.INVALID_PARAMETER, target, message);
    }
}
