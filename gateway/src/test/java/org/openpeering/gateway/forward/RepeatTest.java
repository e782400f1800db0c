/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service closes a connection as a request goes out on it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RepeatTest {
    private static final String DROPS_USED = Client.GROUP + "peerings/drops-used" + Client.VERSION;

    /** There is a connection that the next request takes. */
    @BeforeEach
    void use() {
        assertThat(Client.get(Bearer.reader(), Client.GROUP + "peerings/p" + Client.VERSION)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void repeatsAReadOnANewConnection(String method) {
        int before = Surroundings.PARTNER.requests.get();

        String answer = Client.raw(method + " " + DROPS_USED + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Authorization: Bearer " + Bearer.reader() + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(Surroundings.PARTNER.requests.get()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "POST", "DELETE"})
    void repeatsNothingElse(String method) {
        int before = Surroundings.PARTNER.requests.get();

        HttpResponse<String> answer = Client.send(method, Bearer.owner(), DROPS_USED, BodyPublishers.noBody());

        DoorTest.assertError(answer, 503, "ServerUnavailable");
        assertThat(Surroundings.PARTNER.requests.get()).isEqualTo(before + 1);
    }

    @Test
    void repeatsNoReadThatHasABody() {
        int before = Surroundings.PARTNER.requests.get();

        HttpResponse<String> answer = Client.send("GET", Bearer.reader(), DROPS_USED, BodyPublishers.ofString("{}"));

        DoorTest.assertError(answer, 503, "ServerUnavailable");
        assertThat(Surroundings.PARTNER.requests.get()).isEqualTo(before + 1);
    }

    @Test
    void repeatsOnce() {
        int before = Surroundings.PARTNER.requests.get();

        HttpResponse<String> answer = Client.get(Bearer.reader(), Client.GROUP + "peerings/drop" + Client.VERSION);

        DoorTest.assertError(answer, 503, "ServerUnavailable");
        assertThat(Surroundings.PARTNER.requests.get()).isEqualTo(before + 2);
    }

    /** Some are found closed when they are taken, some when a request is under way on them. */
    @Test
    void answersWhenEveryConnectionIsClosedBehindItsAnswer() {
        String token = Bearer.reader();
        for (int i = 0; i < 150; i++) {
            assertThat(Client.get(token, Client.GROUP + "peerings/closes-behind" + Client.VERSION)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
