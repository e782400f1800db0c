/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openpeering.benchmarks.Haproxy.TokenRule;
import org.openpeering.stack.Port;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.Http;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.CertificateAuthority;
import org.openpeering.stack.server.TestIdentity;

/**
 * The gateway beside haproxy, one after the other and again: TLS, HTTP/1.1 on 32 connections that stay, a token with every
 * request, small answers of the same service behind both. First each with one thread, then each with as many as it takes.
 *
 * <p>Exit codes: 0 when there are figures, however good; 1 when something did not work or a thread of an event
 * loop was blocked; 2 when an option does not fit.
 */
public final class GatewayBenchmark {
    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 32;
    /** Requests after which a JVM has compiled what it will, and how long that may take. */
    private static final int WARM_UP = 200_000;

    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(4);
    private static final int SECONDS = 6;
    private static final String AUDIENCE = "openpeering";
    private static final String SUBJECT = "bench";
    private static final String GROUP = "/subscriptions/" + Arm.PARTNER + "/Owner";
    private static final String GOAL = "goal: >= 1.0";

    /** One of the two, running. */
    private record Runner(String name, ManagedProcess process, URI target, List<Wrk.Count> counts, List<Double> cpu) {}

    private final Options options;
    private final Report report;
    private final Path data;
    private final StackPorts ports = StackPorts.free();
    private final CertificateAuthority authority;
    private final TestIdentity identity = new TestIdentity();

    private GatewayBenchmark(Options options, Report report, Path data) {
        this.options = options;
        this.report = report;
        this.data = data;
        this.authority = new CertificateAuthority(data);
    }

    public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments, "--rounds", ROUNDS);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Report report = new Report();
        Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "gateway-");
        new GatewayBenchmark(options, report, data).run();
        if (options.figures() != null) {
            report.write(options.figures());
        }
        List<String> blocked = BlockedThreads.in(data.resolve("logs"));
        if (!blocked.isEmpty()) {
            blocked.forEach(System.out::println);
            System.exit(1);
        }
    }

    private void run() throws IOException, GeneralSecurityException, InterruptedException {
        authority.ensure();
        Haproxy service = new Haproxy(
                "service", Workspace.at(data), ports.get(Port.PARTNER), Haproxy.service(ports.get(Port.PARTNER)));
        try (identity) {
            identity.start();
            service.start();
            TokenRule rule = new TokenRule(issuersKey(), identity.issuerUrl(), AUDIENCE, GROUP);
            Path certificate = serversPem();
            compare("one thread each", 1, rule, certificate);
            compare("as many threads as they take", 0, rule, certificate);
        } finally {
            service.stop();
        }
    }

    private void compare(String mode, int threads, TokenRule rule, Path certificate)
            throws IOException, GeneralSecurityException, InterruptedException {
        report.line("%s, %d connections", mode, CONNECTIONS);
        int port = Ports.free();
        Haproxy haproxy = new Haproxy(
                "haproxy-" + threads,
                Workspace.at(data),
                port,
                Haproxy.proxy(threads, port, certificate, rule, ports.get(Port.PARTNER)));
        Gateway gateway = new Gateway(
                "gateway-" + threads,
                Workspace.at(data),
                options.suite(),
                ports,
                authority,
                URI.create(identity.issuerUrl()),
                threads);
        try {
            haproxy.start();
            gateway.start();
            Runner first = new Runner("haproxy", haproxy, target(port), new ArrayList<>(), new ArrayList<>());
            Runner second = new Runner(
                    "gateway", gateway, target(ports.get(Port.GATEWAY)), new ArrayList<>(), new ArrayList<>());
            requireChecks(List.of(first, second));
            measure(mode, first, second);
            if (threads == 0) {
                neighbour(second.target);
            }
        } finally {
            gateway.stop();
            haproxy.stop();
        }
    }

    /** Who does not look at tokens is fast. */
    private void requireChecks(List<Runner> both) throws IOException, GeneralSecurityException, InterruptedException {
        List<String> bad = List.of(
                forged(token()),
                identity.expiredToken(SUBJECT, List.of(GROUP)),
                identity.tokenForAudience("another", SUBJECT, List.of(GROUP)),
                identity.tokenOfOtherIssuer(SUBJECT, List.of(GROUP)),
                identity.token(SUBJECT, List.of("/subscriptions/" + Arm.CUSTOMER + "/Owner")));
        Probe probe = new Probe(authority.caFile());
        for (Runner each : both) {
            if (probe.status(each.target, token()) != 200) {
                throw new IllegalStateException(each.name + " refuses a good token");
            }
            for (String token : bad) {
                int status = probe.status(each.target, token);
                if (status != 401 && status != 403) {
                    throw new IllegalStateException(each.name + " answers " + status + " to a bad token");
                }
            }
        }
    }

    private String token() {
        return identity.token(SUBJECT, List.of(GROUP));
    }

    private void measure(String mode, Runner haproxy, Runner gateway) {
        Wrk wrk = new Wrk(CONNECTIONS, token());
        warmUp(wrk, gateway);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < options.size(); round++) {
            load(wrk, haproxy);
            load(wrk, gateway);
            double ratio = gateway.counts.getLast().perSecond()
                    / haproxy.counts.getLast().perSecond();
            ratios.add(ratio);
            report.line(
                    "  haproxy %.0f/s, gateway %.0f/s: %.2f",
                    haproxy.counts.getLast().perSecond(),
                    gateway.counts.getLast().perSecond(),
                    ratio);
        }
        for (Runner each : List.of(haproxy, gateway)) {
            double perSecond =
                    median(each.counts.stream().map(Wrk.Count::perSecond).toList());
            double micros = median(each.cpu);
            double megabytes = each.process.residentBytes() / 1e6;
            report.line(
                    "  %s: %.0f requests/s, %.1f us of CPU for one, RSS %.0f MB",
                    each.name, perSecond, micros, megabytes);
            report.figure(mode + ": " + each.name + ", requests/s", perSecond);
            report.figure(mode + ": " + each.name + ", CPU per request, us", micros);
            report.figure(mode + ": " + each.name + ", RSS, MB", megabytes);
        }
        report.line("  gateway : haproxy, requests/s: %.2f (%s)", median(ratios), GOAL);
        report.figure(mode + ": gateway : haproxy", median(ratios));
    }

    /** The gateway is warm. */
    private void neighbour(URI target) throws IOException, GeneralSecurityException {
        String other = Arm.versioned(Arm.in(Arm.CUSTOMER) + "/peerings");
        String token = identity.token("neighbour", List.of("/subscriptions/" + Arm.CUSTOMER + "/Owner"));
        new Neighbour(new Probe(authority.caFile()).trust(), target.resolve(other), token, report)
                .measure(target, token());
    }

    private static void warmUp(Wrk wrk, Runner gateway) {
        long begin = System.nanoTime();
        long requests = 0;
        while (requests < WARM_UP && System.nanoTime() - begin < LONGEST_WARM_UP.toNanos()) {
            requests += wrk.run(gateway.target, Duration.ofSeconds(5)).requests();
        }
    }

    private void load(Wrk wrk, Runner runner) {
        Map<String, Long> pid = Map.of(runner.name, runner.process.pid());
        CpuAccount before = CpuAccount.now(pid);
        Wrk.Count count = wrk.run(runner.target, options.atMost(SECONDS));
        runner.counts.add(count);
        runner.cpu.add(CpuAccount.now(pid).since(before).millis(runner.name) * 1e3 / count.requests());
    }

    private static URI target(int port) {
        return URI.create("https://127.0.0.1:" + port + Arm.versioned(Arm.in(Arm.PARTNER) + "/peerings"));
    }

    /** The same with another signature. */
    static String forged(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char first = token.charAt(signature) == 'A' ? 'B' : 'A';
        return token.substring(0, signature) + first + token.substring(signature + 1);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The key with which the issuer signs. */
    private Path issuersKey() throws IOException, GeneralSecurityException {
        JsonNode key = new ObjectMapper()
                .readTree(Http.get(URI.create(identity.issuerUrl() + "/jwks")))
                .path("keys")
                .path(0);
        RSAPublicKeySpec numbers = new RSAPublicKeySpec(number(key, "n"), number(key, "e"));
        byte[] encoded = KeyFactory.getInstance("RSA").generatePublic(numbers).getEncoded();
        return Files.writeString(data.resolve("issuer.pem"), pem("PUBLIC KEY", encoded));
    }

    private static BigInteger number(JsonNode key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
    }

    /** The gateway's own certificate and key, as haproxy reads them. */
    private Path serversPem() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = authority.password().toCharArray();
        try (InputStream in = Files.newInputStream(authority.serverKeyStore())) {
            store.load(in, password);
        }
        String alias = store.aliases().nextElement();
        StringBuilder text = new StringBuilder();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        text.append(pem("PRIVATE KEY", store.getKey(alias, password).getEncoded()));
        Path file = data.resolve("server.pem");
        Folders.writeSecret(file, text.toString());
        return file;
    }

    private static String pem(String what, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
