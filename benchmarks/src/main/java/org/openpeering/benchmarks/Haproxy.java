/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.ManagedProcess;
import org.openpeering.stack.process.Ports;
import org.openpeering.stack.process.Workspace;

/** The program {@code haproxy}: what the gateway is compared with, and the service behind both. */
final class Haproxy extends ManagedProcess {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * What a token has to be, as the gateway asks for it.
     *
     * @param publicKey of the issuer, PEM
     * @param group that the caller has to be in
     */
    record TokenRule(Path publicKey, String issuer, String audience, String group) {}

    private final String configuration;
    private final int port;

    /** @param port on which it is configured to listen */
    Haproxy(String name, Workspace workspace, int port, String configuration) {
        super(name, workspace);
        this.port = port;
        this.configuration = configuration;
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, name());
        try {
            Files.createDirectories(workspace().data());
            Files.writeString(file(), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return workspace().data().resolve(name() + ".cfg");
    }

    @Override
    protected Launch launch() {
        return new Launch(
                List.of("haproxy", "-db", "-f", file().toString()),
                Map.of(),
                workspace().data());
    }

    @Override
    protected void awaitReady() {
        untilReady(LIMIT, () -> !Ports.isFree(port));
    }

    /** Answers everything at once with a small list. */
    static String service(int port) {
        return """
            global
              nbthread 1
            defaults
              mode http
              timeout client 60s
              timeout connect 2s
              timeout server 30s
            frontend service
              bind 127.0.0.1:%d
              http-request return status 200 content-type application/json hdr x-ms-request-id 0b1c2d3e-0000-4000-8000-000000000000 string '{"value":[{"name":"home","kind":"Direct","location":"germanywestcentral","properties":{"provisioningState":"Succeeded"}}]}'
            """.formatted(port);
    }

    /**
     * TLS, the token checked with every request, the headers that the gateway sets, forwarded over connections that stay.
     *
     * @param threads 0: as many as there are cores
     * @param certificate chain and key, PEM
     */
    static String proxy(int threads, int port, Path certificate, TokenRule token, int service) {
        return """
            global
              %s
            defaults
              mode http
              timeout client 60s
              timeout connect 2s
              timeout server 30s
              http-reuse always
            frontend door
              bind 127.0.0.1:%d ssl crt %s ssl-min-ver TLSv1.2 alpn h2,http/1.1
              http-request set-var(txn.bearer) http_auth_bearer
              http-request set-var(txn.alg) var(txn.bearer),jwt_header_query('$.alg')
              http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
              http-request deny deny_status 401 unless { var(txn.bearer),jwt_verify(txn.alg,"%s") 1 }
              http-request deny deny_status 401 unless { var(txn.bearer),jwt_payload_query('$.iss') -m str %s }
              http-request deny deny_status 401 unless { var(txn.bearer),jwt_payload_query('$.aud') -m str %s }
              http-request set-var(txn.now) date()
              http-request deny deny_status 401 if { var(txn.bearer),jwt_payload_query('$.exp','int'),sub(txn.now) -m int lt 0 }
              http-request deny deny_status 403 unless { var(txn.bearer),jwt_payload_query('$.groups[0]') -m str %s }
              http-request set-header X-Forwarded-For %%[src]
              http-request set-header X-Forwarded-Proto https
              http-request set-header x-ms-correlation-request-id %%[uuid()]
              http-response set-header Strict-Transport-Security "max-age=31536000; includeSubDomains"
              http-response set-header X-Content-Type-Options nosniff
              http-response set-header Cache-Control no-cache
              default_backend service
            backend service
              server service 127.0.0.1:%d
            """.formatted(
                        threads == 0 ? "" : "nbthread " + threads,
                        port,
                        certificate,
                        token.publicKey(),
                        token.issuer(),
                        token.audience(),
                        token.group(),
                        service);
    }
}
