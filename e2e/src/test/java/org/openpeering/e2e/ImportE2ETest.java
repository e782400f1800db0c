/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Onboarding;

/**
 * A PeeringDB dump of 300,000 facilities is compared with the catalogue in the heap that the stack gives each service; of
 * as many as one likes with {@code -Dopenpeering.import.facilities=1000000}.
 */
@WithStack
@Order(900)
class ImportE2ETest {
    private static final int FACILITIES = Integer.getInteger("openpeering.import.facilities", 300_000);
    private static final String METRO = "Importville";

    private final StackUnderTest stack;

    ImportE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    void memoryDoesNotFollowTheLengthOfADump() {
        new Onboarding(stack.api()).metro(METRO, "DE", 50, 8);
        long begin = System.nanoTime();

        Answer answer = stack.api()
                .send(stack.api()
                        .as("operator")
                        .request("/operator/catalogue/import/peeringdb")
                        .timeout(Duration.ofMinutes(15))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(ImportE2ETest::dump))
                        .build())
                .expect(200);

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(answer.json().at("/counts/added").asInt()).isEqualTo(FACILITIES);
        assertThat(answer.json().at("/added").size()).isEqualTo(1000);
        assertThat(stack.query("partner", "select count(*) from peeringdb_dump")).containsExactly("0");
        Report.figure(
                "import",
                FACILITIES + " facilities, dry run",
                "%d s, %d MB live after it of %d MB of heap"
                        .formatted(took.toSeconds(), heap("jvm_gc_live_data_size_bytes"), heap("jvm_gc_max_data_size_bytes")));
    }

    private long heap(String metric) {
        return stack.metrics("partner")
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >> 20)
                .sum();
    }

    /** Made while it is sent. */
    private static InputStream dump() {
        Iterator<InputStream> parts = Stream.of(
                        Stream.of("{\"fac\":{\"data\":["),
                        IntStream.rangeClosed(1, FACILITIES)
                                .mapToObj(id -> "%s{\"id\":%d,\"name\":\"Data Centre %d\",\"city\":\"%s\",\"country\":\"DE\"}"
                                        .formatted(id == 1 ? "" : ",", id, id, METRO)),
                        Stream.of("]}}"))
                // flatMap would hold each part as a whole.
                .reduce(Stream.empty(), Stream::concat)
                .<InputStream>map(part -> new ByteArrayInputStream(part.getBytes(UTF_8)))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }
}
