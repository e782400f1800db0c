/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.IpAddress;

/** What {@code mtr --json} says: {@code report.hubs[]} with {@code count} and {@code host}, and times in milliseconds. Pure. */
final class MtrOutput {
    private static final JsonFactory JSON = new JsonFactory();
    private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(1_000_000);

    private MtrOutput() {}

    /** Empty where it is nothing of the kind. */
    static List<Hop> read(String text) {
        List<Hop> hops = new ArrayList<>();
        int start = text.indexOf('{');
        if (start < 0) {
            return hops;
        }
        try (JsonParser in = JSON.createParser(text.substring(start))) {
            JsonToken token = in.nextToken();
            while (token != null && hops.size() < LatencySample.MOST_HOPS) {
                if (token == JsonToken.FIELD_NAME && in.currentName().equals("hubs")) {
                    in.nextToken();
                    hubs(in, hops);
                    break;
                }
                token = in.nextToken();
            }
        } catch (IOException e) {
            return List.of();
        }
        return Trips.trimmed(hops);
    }

    private static void hubs(JsonParser in, List<Hop> hops) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (in.nextToken() == JsonToken.START_OBJECT && hops.size() < LatencySample.MOST_HOPS) {
            hops.add(hub(in, hops.size() + 1));
        }
    }

    private static Hop hub(JsonParser in, int ttl) throws IOException {
        IpAddress address = null;
        Long micros = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("host") && value == JsonToken.VALUE_STRING) {
                address = Trips.address(in.getText());
            } else if (name.equals("Best") && value.isNumeric()) {
                micros = micros(in.getDecimalValue());
            } else {
                in.skipChildren();
            }
        }
        return new Hop(ttl, address, address == null ? null : micros);
    }

    private static @Nullable Long micros(BigDecimal millis) {
        boolean sound = millis.signum() > 0 && millis.compareTo(MOST_MILLIS) < 0;
        return sound
                ? millis.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact()
                : null;
    }
}
