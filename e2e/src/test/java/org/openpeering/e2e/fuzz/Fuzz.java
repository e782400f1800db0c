/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.openpeering.stack.demo.ApiClient;

/**
 * A run: first the samples, each of which has to succeed, then requests that are made of seed and number alone, so that
 * each can be made again by itself. They are sent over several connections at once: the order is not the same every time,
 * the requests are.
 */
public final class Fuzz {
    private static final List<String> VERSIONS = List.of("2021-06-01", "2022-10-01", "2025-05-01");
    private static final int LANES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BREATH = Duration.ofMillis(100);

    private final ApiClient api;
    private final URI gateway;
    private final SSLContext tls;
    private final long seed;
    private final Map<String, String> bindings;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> unserved = new TreeSet<>();
    private final Samples samples;
    private final Tally tally = new Tally();

    /** @param known what samples may name */
    public Fuzz(ApiClient api, URI gateway, Path caFile, long seed, Map<String, String> known) {
        this.api = api;
        this.gateway = gateway;
        this.tls = ApiClient.trusting(caFile);
        this.seed = seed;
        this.bindings = new ConcurrentHashMap<>(known);
        operations.addAll(Document.ours().operations());
        Set<String> served = operations.stream().map(Operation::key).collect(Collectors.toSet());
        // They are asked for, too: by method and path, as an older client may.
        Document.contract().operations().stream()
                .filter(each -> !served.contains(each.key()))
                .map(each -> Operation.without(each.method(), each.template()))
                .forEach(each -> {
                    unserved.add(each.toString());
                    operations.add(each);
                });
        operations.sort((a, b) -> a.toString().compareTo(b.toString()));
        samples = new Samples(operations);
    }

    public Tally tally() {
        return tally;
    }

    /** What the samples, the operations and the answers so far do not add up to. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Operation each : operations) {
            boolean excused = samples.excused().containsKey(each.toString()) || unserved.contains(each.toString());
            if (tally.answered(each) == 0) {
                missing.add("never reached: " + each);
            } else if (tally.succeeded(each) == 0 && !excused) {
                missing.add("never answered with success: " + each);
            }
        }
        return missing;
    }

    // ------------------------------------------------------------------ samples

    /** Sends each until it succeeds; a state that it needs may still be on its way. */
    public void begin() {
        try (Wire wire = new Wire(tls, gateway)) {
            for (Samples.Sample each : samples.all()) {
                Reply reply = untilSuccess(wire, each);
                if (reply != null) {
                    JsonNode answer = Verdict.parsed(reply.body());
                    each.captures()
                            .forEach((name, pointer) ->
                                    bindings.put(name, answer.at(pointer).asText()));
                    omit(wire, each);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the document requires is required. */
    private void omit(Wire wire, Samples.Sample sample) {
        if (sample.body() == null) {
            return;
        }
        JsonNode whole = Verdict.parsed(Json.text(Json.bound(sample.body(), bindings)));
        for (JsonNode lacking : Omissions.of(sample.operation().body(), whole)) {
            Draft draft = draft(sample, "2025-05-01");
            draft.json = Json.of(lacking);
            Reply reply = send(wire, -1, draft);
            if (reply != null && reply.status() != 400) {
                tally.sampleFailed(sample.operation() + " gave " + reply.status() + " to " + lacking);
            }
        }
    }

    private Reply untilSuccess(Wire wire, Samples.Sample sample) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Reply reply;
        do {
            Draft draft = draft(sample, "2025-05-01");
            reply = send(wire, -1, draft);
            if (reply == null || (reply.status() / 100 == 2 && captured(sample, reply))) {
                return reply;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(BREATH.toNanos());
        } while (System.nanoTime() < end
                && !samples.excused().containsKey(sample.operation().toString()));
        if (!samples.excused().containsKey(sample.operation().toString())) {
            tally.sampleFailed(
                    sample.operation() + " gave " + reply.status() + " " + Request.escaped(reply.body(), 300));
        }
        return null;
    }

    private static boolean captured(Samples.Sample sample, Reply reply) {
        JsonNode answer = Verdict.parsed(reply.body());
        return sample.captures().values().stream()
                .noneMatch(pointer -> answer.at(pointer).asText("").isEmpty());
    }

    // ------------------------------------------------------------------ the run

    public void run(int requests) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LANES; i++) {
                lanes.execute(() -> lane(next, requests));
            }
        }
    }

    public void runOnly(int number) {
        try (Wire wire = new Wire(tls, gateway)) {
            Draft draft = draft(number);
            Reply reply = send(wire, number, draft);
            System.out.printf("%s%n%s%n", draft.request().shown(), reply);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lane(AtomicInteger next, int requests) {
        try (Wire wire = new Wire(tls, gateway)) {
            for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                send(wire, number, draft(number));
            }
        } catch (IOException | RuntimeException e) {
            tally.broken(e);
        }
    }

    /** Null when there was none. */
    private Reply send(Wire wire, int number, Draft draft) {
        Request request = draft.request();
        String done = String.join(", ", draft.done);
        try {
            Reply reply = wire.send(request);
            List<String> wrong = Verdict.of(request, reply);
            boolean own = draft.method.equals(draft.operation.method())
                    && draft.done.stream().noneMatch(each -> each.startsWith("target"));
            tally.answered(own ? draft.operation : null, reply.status(), reply.millis());
            if (!wrong.isEmpty()) {
                tally.found(new Tally.Finding(String.join("; ", wrong), number, done, request, reply));
            }
            return reply;
        } catch (SocketTimeoutException e) {
            tally.found(new Tally.Finding("no answer within 5 s", number, done, request, null));
        } catch (IOException | RuntimeException e) {
            tally.found(new Tally.Finding("no answer: " + e.getMessage(), number, done, request, null));
        }
        return null;
    }

    // ------------------------------------------------------------------ one request

    /** The same for the same number. */
    private Draft draft(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        Values values = new Values(random);
        Operation operation = operations.get(number % operations.size());
        List<Samples.Sample> known = samples.of(operation);
        Draft draft = known.isEmpty() || values.chance(10)
                ? invented(operation, values)
                : draft(values.any(known), values.any(VERSIONS));
        if (!operation.body().isMissingNode() && values.chance(20)) {
            draft.json = values.of(operation.body());
        }
        int many = random.nextInt(100);
        Mutations mutations = new Mutations(values);
        for (int i = many < 15 ? 0 : many < 80 ? 1 : 2; i > 0 && !draft.version.equals(Http2.VERSION); i--) {
            mutations.one(draft);
        }
        if (draft.plain && values.chance(10)) {
            draft.version = Http2.VERSION;
        }
        if (draft.version.equals(Http2.VERSION) && draft.octets().length >= Http2.WINDOW) {
            draft.body = new byte[0];
        }
        return draft;
    }

    private Draft draft(Samples.Sample sample, String version) {
        Draft draft = new Draft();
        draft.operation = sample.operation();
        draft.user = sample.as();
        draft.method = sample.operation().method();
        draft.path = Samples.bound(sample.pathOnly(), bindings);
        draft.query = Samples.bound(sample.query(), bindings);
        draft.json = sample.body() == null ? null : Json.bound(sample.body(), bindings);
        complete(draft, version);
        return draft;
    }

    /** By its schema alone. */
    private Draft invented(Operation operation, Values values) {
        Draft draft = new Draft();
        draft.operation = operation;
        draft.method = operation.method();
        boolean customer = operation.template().contains("peeringServices");
        String tenant = customer ? "customer" : "partner";
        draft.user = operation.telemetry() ? "agent" : operation.arm() ? tenant : "operator";
        String subscription = bindings.getOrDefault(customer ? "customerId" : "partnerId", "x");
        StringBuilder path = new StringBuilder();
        for (String segment : operation.segments()) {
            boolean variable = segment.startsWith("{");
            path.append('/').append(variable ? variable(segment, subscription, values) : segment);
        }
        draft.path = path.toString();
        draft.query = operation.query().entrySet().stream()
                .filter(each -> each.getValue().path("required").asBoolean() || values.chance(50))
                .map(each -> each.getKey() + "="
                        + Mutations.encoded(String.valueOf(value(each.getValue().path("schema"), values))))
                .collect(Collectors.joining("&"));
        draft.json = operation.body().isMissingNode() ? null : values.of(operation.body());
        complete(draft, values.any(VERSIONS));
        return draft;
    }

    private static String variable(String segment, String subscription, Values values) {
        if (segment.equals("{subscriptionId}")) {
            return subscription;
        }
        String text = values.chance(70) ? values.word() : values.odd();
        return Mutations.encoded(text.isEmpty() ? "x" : text);
    }

    private static Object value(JsonNode schema, Values values) {
        return values.of(schema) instanceof String text ? text : values.odd();
    }

    /** Azure Monitor's operations have versions of their own. */
    private static String spoken(Draft draft, String version) {
        return draft.operation.template().contains("/Microsoft.Insights/") ? "2024-02-01" : version;
    }

    private void complete(Draft draft, String version) {
        if (draft.operation.arm()) {
            draft.query = (draft.query.isEmpty() ? "" : draft.query + "&") + "api-version=" + spoken(draft, version);
        }
        draft.header("Host", gateway.getAuthority());
        draft.header("Authorization", "Bearer " + api.token(draft.user));
        draft.header("Accept", draft.operation.stream() ? "text/event-stream" : "application/json");
        boolean writes = Set.of("PUT", "PATCH", "POST").contains(draft.method);
        if (draft.json != null) {
            draft.header("Content-Type", "application/json");
        } else if (writes) {
            draft.body = "".getBytes(StandardCharsets.US_ASCII);
        }
    }
}
