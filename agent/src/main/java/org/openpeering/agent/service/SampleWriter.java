/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.agent.probe.AssignedTest;
import org.openpeering.agent.probe.Measured;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.IpAddress;

/** Samples as {@code POST /telemetry/samples} takes them: each is written once, and goes to the disk and out as it is. */
public final class SampleWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private SampleWriter() {}

    /**
     * @param id the same for ever: what comes twice is the same sample
     * @param stepped whether the clock that says {@code measuredAt} was set just then
     * @param address null where the destination has none
     */
    public static byte[] sample(
            String id,
            Instant measuredAt,
            boolean stepped,
            String site,
            AssignedTest test,
            @Nullable IpAddress address,
            Measured measured) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("id", id);
            out.writeStringField("assignment", test.id());
            out.writeStringField("measuredAt", measuredAt.toString());
            if (stepped) {
                out.writeBooleanField("clockStepped", true);
            }
            out.writeStringField("site", site);
            if (address != null) {
                out.writeStringField("target", address.toString());
            }
            out.writeNumberField("sent", measured.sent());
            out.writeArrayFieldStart("rttMicros");
            for (Long trip : measured.rttMicros()) {
                out.writeNumber(trip);
            }
            out.writeEndArray();
            hops(out, measured.hops());
            if (measured.failure() != null) {
                out.writeStringField("failure", measured.failure());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void hops(JsonGenerator out, List<Hop> hops) throws IOException {
        if (hops.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("hops");
        for (Hop hop : hops) {
            out.writeStartObject();
            out.writeNumberField("ttl", hop.ttl());
            if (hop.address() != null) {
                out.writeStringField("address", hop.address().toString());
            }
            Long trip = hop.rttMicros();
            if (trip != null) {
                out.writeNumberField("rttMicros", trip);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** A body in gzip. */
    static byte[] batch(String version, long dropped, List<byte[]> samples) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (OutputStream out = new GZIPOutputStream(bytes, 4096)) {
            out.write(("{\"version\":\"" + version + "\",\"dropped\":" + dropped + ",\"samples\":[")
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < samples.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                out.write(samples.get(i));
            }
            out.write("]}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }
}
