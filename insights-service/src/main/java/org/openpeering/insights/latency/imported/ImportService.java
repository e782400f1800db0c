/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.latency.LatencyConfig;
import org.openpeering.kit.error.Outcome;

/** Takes one import at a time, on the caller's thread, since it comes as slowly as its sender likes. */
@ApplicationScoped
public class ImportService {
    private static final long AGAIN_SECONDS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Directory directory;
    private final ImportSink sink;
    private final LatencyConfig config;
    private final Semaphore turn = new Semaphore(1);

    ImportService(Directory directory, ImportSink sink, LatencyConfig config) {
        this.directory = directory;
        this.sink = sink;
        this.config = config;
    }

    /** What an import is of. */
    enum Kind {
        ATLAS,
        FLOW_JSON,
        FLOW_CSV
    }

    /** @param site of what has none of its own */
    Outcome<ImportView> take(Kind kind, InputStream body, @Nullable String site, BooleanSupplier leftAlone) {
        if (!directory.complete()) {
            return refused(
                    ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "Prefixes and sites are not known yet; try again."));
        }
        if (site != null && directory.site(site).isEmpty()) {
            return refused(ApiError.at(
                    ErrorCode.INVALID_PARAMETER, "site", "There is no edge site " + Fields.shown(site) + "."));
        }
        if (!turn.tryAcquire()) {
            return refused(ApiError.of(ErrorCode.TOO_MANY_REQUESTS, "Measurements are being imported; one at a time.")
                    .retryAfter(AGAIN_SECONDS));
        }
        try {
            return new Outcome.Found<>(read(kind, body, site, leftAlone));
        } catch (Fault e) {
            return refused(ApiError.at(ErrorCode.INVALID_REQUEST_CONTENT, "body", e.reason()));
        } catch (IOException e) {
            return refused(ApiError.at(
                    ErrorCode.BAD_REQUEST,
                    "body",
                    "The upload broke off: " + e.getMessage() + ". What was read is taken."));
        } catch (ExecutionException e) {
            return refused(ApiError.of(
                            ErrorCode.SERVER_UNAVAILABLE,
                            "Kafka has not taken all of it; send it again: what it has is counted once.")
                    .retryAfter(AGAIN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "The service is stopping; send it again."));
        } finally {
            turn.release();
        }
    }

    private static Outcome<ImportView> refused(ApiError error) {
        return new Outcome.Refused<>(error);
    }

    private ImportView read(Kind kind, InputStream body, @Nullable String site, BooleanSupplier leftAlone)
            throws IOException, Fault, ExecutionException, InterruptedException {
        Tally tally = new Tally();
        Sites sites = new Sites(
                config.probeSites(),
                site,
                directory::site,
                prefix -> directory.monitored().find(prefix.toString()).isPresent());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        long start = System.nanoTime();
        Upload upload = new Upload(tally, measured -> {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                tally.stop("It takes longer than " + LONGEST.toMinutes() + " minutes.");
            } else if (leftAlone.getAsBoolean()) {
                tally.stop("Nobody waits for the answer.");
            }
            send(sample(kind, measured, sites, now));
        });
        try {
            switch (kind) {
                case ATLAS -> upload.json(body, AtlasResult::read);
                case FLOW_JSON -> upload.json(body, FlowRecord::read);
                case FLOW_CSV -> upload.csv(body);
            }
        } catch (Undelivered e) {
            throw e.cause;
        } finally {
            sink.finish();
        }
        return tally.view();
    }

    /** Ends an import. */
    private static final class Undelivered extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ExecutionException cause;

        Undelivered(ExecutionException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private void send(LatencySample sample) {
        try {
            sink.send(sample);
        } catch (ExecutionException e) {
            throw new Undelivered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered(new ExecutionException(e));
        }
    }

    private LatencySample sample(Kind kind, Foreign measured, Sites sites, Instant now) throws Fault {
        boolean atlas = kind == Kind.ATLAS;
        if (measured.at().isAfter(now.plus(config.ahead()))) {
            throw new Fault("It is of the future: " + measured.at() + ".");
        }
        if (measured.at().isBefore(now.minus(config.oldestImport()))) {
            throw new Fault("It is older than " + config.oldestImport() + ": " + measured.at() + ".");
        }
        SampleSource source = atlas ? SampleSource.RIPE_ATLAS : SampleSource.FLOW;
        return new LatencySample(
                UUID.nameUUIDFromBytes((source.wire() + "/" + measured.identity()).getBytes(UTF_8))
                        .toString(),
                measured.at(),
                now,
                null,
                atlas ? sites.ofProbe(measured.place()) : sites.ofFlow(measured.place()),
                source,
                measured.probe(),
                measured.target(),
                sites.prefix(measured.target()),
                null,
                null,
                SamplePurpose.IMPORTED,
                measured.sent(),
                measured.rttMicros().size(),
                measured.rttMicros().stream().mapToLong(Long::longValue).toArray(),
                measured.hops(),
                measured.rttMicros().size() < measured.sent() ? "Timeout" : null);
    }
}
