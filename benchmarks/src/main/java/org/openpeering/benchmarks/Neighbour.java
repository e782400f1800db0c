/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.openpeering.stack.demo.Latencies;

/**
 * What the calls of one subscription take alone, and while another one holds as many connections with bodies that never come
 * as the gateway has to a service, and more. In turns, so that what else the machine does falls on both.
 */
final class Neighbour {
    private static final int TURNS = 6;
    private static final int CALLS = 1_000;
    private static final int PER_SECOND = 200;
    /** More than the connections to a service. */
    private static final int BODIES = 140;

    private final SSLContext trust;
    private final URI target;
    private final String token;
    private final Report report;

    Neighbour(SSLContext trust, URI target, String token, Report report) {
        this.trust = trust;
        this.target = target;
        this.token = token;
        this.report = report;
    }

    /** @param other where the other one sends bodies to, with its own token */
    void measure(URI other, String otherToken) throws IOException {
        Latencies alone = new Latencies();
        Latencies beside = new Latencies();
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            calls(client, new Latencies());
            for (int turn = 0; turn < TURNS; turn++) {
                calls(client, alone);
                List<Socket> held = bodies(other, otherToken);
                try {
                    calls(client, beside);
                } finally {
                    for (Socket socket : held) {
                        socket.close();
                    }
                }
            }
        }
        report.latencies("neighbour alone", alone, "none");
        report.latencies("neighbour beside " + BODIES + " bodies that never come", beside, "p99 at most +10 %");
        double ratio = beside.millis(99) / alone.millis(99);
        report.line("  p99 beside : alone: %.2f (goal: <= 1.10)", ratio);
        report.figure("neighbour: p99 beside bodies that never come : alone", ratio);
    }

    private void calls(HttpClient client, Latencies latencies) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Authorization", "Bearer " + token)
                .build();
        long begin = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            long sent = System.nanoTime();
            int status = status(client, request);
            if (status != 200) {
                throw new IllegalStateException("the neighbour was answered " + status);
            }
            latencies.add(System.nanoTime() - sent);
        }
    }

    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new IllegalStateException("the neighbour has no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Socket> bodies(URI other, String otherToken) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        String head = "PUT " + other.getPath() + "/slow?" + other.getQuery() + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + otherToken + "\r\nContent-Length: 1000\r\n\r\n{";
        for (int i = 0; i < BODIES; i++) {
            Socket socket = trust.getSocketFactory().createSocket(other.getHost(), other.getPort());
            sockets.add(socket);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        }
        return sockets;
    }
}
