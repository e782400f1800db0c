/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.mrt.MrtBytes;
import org.openpeering.insights.observation.CollectorRuntime;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/** What comes to {@code POST /operator/routing/recordings} that is no whole recording, and how many come at once. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class RecordingUploadTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MANY = 1_000;
    private static final String TOKEN = Tokens.of("operator", "/operators");

    @Inject
    CollectorRuntime collector;

    @BeforeEach
    void started() {
        eventually(LIMIT, () -> assertThat(collector.declared()).isPresent());
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(TOKEN).contentType("application/octet-stream");
    }

    private static byte[] records(int number) {
        byte[] one = MrtBytes.bgp4mp(4, BgpBytes.withdraw(IpPrefix.parse("198.51.100.0/24")));
        byte[][] all = new byte[number][];
        Arrays.fill(all, one);
        return BgpBytes.concat(all);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void whatEndsInTheMiddleOfItsPackingIsReadUpToThere() throws IOException {
        byte[] packed = gzip(records(20_000));
        operator()
                .body(Arrays.copyOf(packed, packed.length / 2))
                .post("/operator/routing/recordings")
                .then()
                .statusCode(200)
                .body("updates", greaterThan(100))
                .body("damage.reason", equalTo("the stream broke: it ends too early"));
    }

    @Test
    void aBombIsLeftWhereItUnpacksToTooMuch() throws IOException {
        operator()
                .body(gzip(records(1_000_000)))
                .post("/operator/routing/recordings")
                .then()
                .statusCode(200)
                .body("stopped.reason", containsString("times its size"));
    }

    @Test
    void whatOnlyLooksPackedIsRefused() {
        byte[] garbage = new byte[1 << 20];
        new Random(7).nextBytes(garbage);
        for (String magic : List.of("BZh9", "BZh91AY&SY", "\u001f\u008b\u0008")) {
            byte[] begin = magic.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(begin, 0, garbage, 0, begin.length);
            operator()
                    .body(garbage)
                    .post("/operator/routing/recordings")
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidRequestContent"));
        }
    }

    /** Each sends its head and one byte, and then nothing for as long as it is not answered. */
    @Test
    void aThousandAtOnceAreToldToComeAgainAndNobodyElseWaits() throws IOException {
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
                senders.add(sender);
                sender.getOutputStream()
                        .write(
                                ("POST /operator/routing/recordings HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                                + "Authorization: Bearer " + TOKEN + "\r\n\r\n1\r\n\0\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            AtomicInteger busy = new AtomicInteger();
            senders.forEach(sender -> Thread.ofVirtual().start(() -> count(sender, busy)));
            eventually(
                    LIMIT,
                    () -> assertThat(busy).as("all but the one that is read").hasValue(MANY - 1));
            operator().get("/operator/routing/gaps").then().statusCode(200);
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
        eventually(
                LIMIT,
                () -> operator()
                        .body(records(1))
                        .post("/operator/routing/recordings")
                        .then()
                        .statusCode(200));
    }

    private static void count(Socket sender, AtomicInteger busy) {
        try {
            String line = new BufferedReader(new InputStreamReader(sender.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (line != null && line.contains(" 429 ")) {
                busy.incrementAndGet();
            }
        } catch (IOException e) {
            // Closed at the end of the test.
        }
    }
}
