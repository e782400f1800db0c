/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.mrt.MrtSummary;
import org.openpeering.insights.observation.CollectorRuntime;
import org.openpeering.insights.stream.DetectionConfig;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;

/** Analyses one recording at a time, on the caller's thread, since it comes as slowly as its sender likes. */
@ApplicationScoped
public class RecordingService {
    private static final long AGAIN_SECONDS = 30;

    private final CollectorRuntime collector;
    private final RecordingConfig config;
    private final DetectionConfig detection;
    private final Semaphore turn = new Semaphore(1);

    RecordingService(CollectorRuntime collector, RecordingConfig config, DetectionConfig detection) {
        this.collector = collector;
        this.config = config;
        this.detection = detection;
    }

    /**
     * @param only these prefixes; none: all that are monitored
     * @param leftAlone whether the caller waits no more
     */
    Outcome<Findings> analyse(InputStream upload, Set<IpPrefix> only, BooleanSupplier leftAlone) {
        List<MonitoredPrefix> declared = collector.declared().orElse(null);
        if (declared == null) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "The monitored prefixes are not known yet."));
        }
        Map<IpPrefix, MonitoredPrefix> byPrefix =
                declared.stream().collect(Collectors.toMap(MonitoredPrefix::prefix, Function.identity()));
        for (IpPrefix each : only) {
            if (!byPrefix.containsKey(each)) {
                return new Outcome.Refused<>(
                        ApiError.at(ErrorCode.INVALID_PARAMETER, "prefix", "Nobody has registered '" + each + "'."));
            }
        }
        if (!turn.tryAcquire()) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.TOO_MANY_REQUESTS, "A recording is being analysed; one at a time.")
                            .retryAfter(AGAIN_SECONDS));
        }
        Guard guard = new Guard(config.bounds(), System::nanoTime, leftAlone);
        try {
            return found(
                    upload,
                    guard,
                    only.isEmpty() ? declared : only.stream().map(byPrefix::get).toList());
        } finally {
            turn.release();
            guard.leave(upload);
        }
    }

    private Outcome<Findings> found(InputStream upload, Guard guard, List<MonitoredPrefix> monitored) {
        try {
            Findings findings = Analysis.of(
                    upload, monitored, new Detection(detection.limits(), detection.networks()), config.bounds(), guard);
            refuseBroken(guard);
            return findings.read() > 0 || findings.stopped().isPresent()
                    ? new Outcome.Found<>(findings)
                    : unreadable(nothing(findings.summary()));
        } catch (IOException e) {
            refuseBroken(guard);
            return unreadable("The body is no recording in MRT, nor one in gzip or bzip2: "
                    + Objects.requireNonNullElse(e.getMessage(), "it ends too early") + ".");
        }
    }

    /** The upload did not come to its end: nobody may take that for the recording's. */
    private static void refuseBroken(Guard guard) {
        Exception broken = guard.broken();
        if (broken instanceof ArmException refusal) {
            throw refusal;
        }
        if (broken != null) {
            throw new ArmException(
                    ApiError.at(ErrorCode.BAD_REQUEST, "body", "The upload broke off: " + broken.getMessage() + "."));
        }
    }

    private static String nothing(MrtSummary summary) {
        String records = summary.records() == 0
                ? "The body holds no record of a recording in MRT"
                : "None of the " + summary.records() + " records in the body could be read";
        return summary.brokeOff()
                .or(() -> summary.damages().stream().findFirst())
                .map(damage -> records + "; at byte " + damage.offset() + ", record " + damage.record() + ": "
                        + damage.reason() + ".")
                .orElse(records + ".");
    }

    private static Outcome<Findings> unreadable(String message) {
        return new Outcome.Refused<>(ApiError.at(ErrorCode.INVALID_REQUEST_CONTENT, "body", message));
    }
}
