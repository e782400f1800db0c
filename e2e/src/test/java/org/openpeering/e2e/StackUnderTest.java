/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.stack.MeasuringAgent;
import org.openpeering.stack.demo.ApiClient;
import org.openpeering.stack.process.Component;

/** The running suite as a test sees it. */
interface StackUnderTest extends AutoCloseable {
    /** The API, https. */
    URI gateway();

    /** The issuer of tokens. */
    URI realm();

    /** Where routers report. */
    InetSocketAddress bmp();

    /** The certificate authority to trust, PEM. */
    Path caFile();

    /** A client of this stack, shared. */
    ApiClient api();

    /** From the call to the Ready line. */
    Duration timeToReady();

    /** Bytes resident of each part. */
    Map<String, Long> residentBytes();

    /** Stops a part in an orderly way; "kafka", "postgres" and so on. */
    void stop(String part);

    /** Ends a part without warning, as a power cut would. */
    void kill(String part);

    /** Starts a part again and returns when it does its work. */
    void start(String part);

    /** It stands still with its connections open, until {@link #thaw}. */
    void freeze(String part);

    void thaw(String part);

    /**
     * A second instance of insights-service on ports of its own, not started; to be stopped by who asks for it.
     *
     * @param risLive the server of RIS Live that it hears and the first one does not; null for none
     */
    Twin secondInsights(@Nullable String risLive);

    /** A second instance of prefix-service on ports of its own, not started; to be stopped by who asks for it. */
    Replica secondPrefix();

    /** @param api its own, without the gateway */
    record Replica(Component service, URI api) implements AutoCloseable {
        @Override
        public void close() {
            service.stop();
        }
    }

    /** @param bmp where routers report to it */
    record Twin(Component service, InetSocketAddress bmp) implements AutoCloseable {
        @Override
        public void close() {
            service.stop();
        }
    }

    /**
     * An agent, not started; to be stopped by who asks for it.
     *
     * @param client of the local realm: {@code agent} or {@code agent-amsterdam}
     * @param programs the folder with the programs that it measures by; null: where the machine has them
     */
    MeasuringAgent agent(String client, @Nullable Path programs);

    /** What a part has printed since it started first. */
    String log(String part);

    /** The metrics of a service, Prometheus text. */
    String metrics(String service);

    /** What a service says of its health: "live", "ready" or "started". */
    JsonNode health(String service, String kind);

    /** The spans that its services have sent. */
    TraceReceiver traces();

    /** Runs a query on a service's database and returns the first column as text. */
    List<String> query(String service, String sql);

    /** What a service has to know of its database and of the key for its secrets. */
    Map<String, String> databaseSettings(String service);

    /** The broker's address. */
    String kafka();

    /** A validator's export that its services read, looked at each second. */
    Path roas();

    /** Logs and passwords are below it. */
    Path dataFolder();

    @Override
    void close();
}
