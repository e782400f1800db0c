/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.Micros;

/** A collector that writes down what comes until the router hangs up. */
final class Collector implements AutoCloseable {
    private final Predicate<Instant> times;
    private final ServerSocket server = listening();
    private final CompletableFuture<List<String>> told = new CompletableFuture<>();

    /** @param times that the router may say */
    Collector(Predicate<Instant> times) {
        this.times = times;
        Thread.ofVirtual().start(this::listen);
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (Socket socket = server.accept()) {
            BmpFrameReader reader = new BmpFrameReader(socket.getInputStream(), 1 << 20, InstantSource.system());
            List<String> all = new ArrayList<>();
            while (reader.next()) {
                all.add(words(new BmpDecoder().decode(reader.buffer(), reader.from(), reader.to())));
            }
            told.complete(all);
        } catch (Exception e) {
            told.completeExceptionally(e);
        }
    }

    private String words(BmpMessage message) {
        return switch (message) {
            case BmpMessage.Initiation initiation -> "initiation " + initiation.sysName();
            case BmpMessage.PeerUp up ->
                "up " + up.peer().address() + " AS" + up.peer().asn() + " by AS"
                        + up.sent().orElseThrow().asn() + " with "
                        + up.received().orElseThrow().asn();
            case BmpMessage.RouteMonitoring routes -> "update " + routes.peer().address() + " " + said(routes);
            case BmpMessage.PeerDown down -> "down " + down.peer().address();
            case BmpMessage.Termination _ -> "termination";
            default -> message.getClass().getSimpleName();
        };
    }

    private String said(BmpMessage.RouteMonitoring routes) {
        UpdateDecoder decoder = new UpdateDecoder();
        UpdateOutcome outcome =
                decoder.decode(routes.buffer(), routes.from(), routes.to(), new Reading(true, false, false, 0, 0));
        assertThat(Micros.told(routes.timeMicros())).get().matches(times);
        assertThat(BgpMessage.length(routes.buffer(), routes.from(), routes.to()))
                .isEqualTo(routes.to() - routes.from());
        return outcome == UpdateOutcome.END_OF_RIB ? "end of " + decoder.endOfRib() : outcome.name();
    }

    List<String> told() throws Exception {
        return told.get(20, TimeUnit.SECONDS);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
