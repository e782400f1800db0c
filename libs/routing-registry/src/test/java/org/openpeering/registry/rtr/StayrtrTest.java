/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.openpeering.registry.testing.Stayrtr.roa;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.registry.testing.Stayrtr;

/** Against a real cache. */
@Timeout(60)
class StayrtrTest {
    private static final String ONE = "192.0.2.0/24 AS64496";
    private static final String TWO = "2001:db8::/32-48 AS64497";

    @TempDir
    private Path folder;

    private final Updates updates = new Updates();
    private Stayrtr cache;
    private RtrClient client;

    @BeforeEach
    void find() {
        assumeThat(Stayrtr.isInstalled()).as("stayrtr").isTrue();
        cache = new Stayrtr(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (client != null) {
            client.close();
        }
        if (cache != null) {
            cache.stop();
        }
    }

    private void startClient() {
        RtrSettings usual = RtrSettings.of("127.0.0.1", cache.port());
        client = RtrClient.start(
                new RtrSettings(
                        usual.host(),
                        usual.port(),
                        usual.version(),
                        usual.connectTimeout(),
                        usual.messageTimeout(),
                        usual.answerTimeout(),
                        Duration.ofMillis(20),
                        Duration.ofMillis(200),
                        usual.mostRecords()),
                InstantSource.system(),
                updates);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void speaksTheVersionThatTheCacheSpeaks(int version) throws Exception {
        cache.serve(64496, 64497, roa("192.0.2.0/24", 24, 64496), roa("2001:db8::/32", 48, 64497));
        cache.start(version);
        startClient();

        Updates.Update update = updates.next();

        assertThat(update.status().version()).isEqualTo(version);
        assertThat(update.vrps()).containsExactly(ONE, TWO);
        assertThat(update.aspas()).isEqualTo(version < 2 ? "none" : "[64496=[64497]]");
    }

    @Test
    void whatChangesAtTheCacheArrivesAsADelta() throws Exception {
        cache.serve(64496, 64497, roa("192.0.2.0/24", 24, 64496));
        cache.start(2);
        startClient();
        Updates.Update first = updates.next();
        assertThat(first.vrps()).containsExactly(ONE);

        cache.serve(64496, 64499, roa("2001:db8::/32", 48, 64497));
        Updates.Update second = updates.next(update -> !update.vrps().equals(first.vrps()));

        assertThat(second.vrps()).containsExactly(TWO);
        assertThat(second.aspas()).isEqualTo("[64496=[64499]]");
        assertThat(second.status().session()).isEqualTo(first.status().session());
        assertThat(second.status().serial()).isGreaterThan(first.status().serial());
        assertThat(client.status().failures()).isZero();
    }

    @Test
    void aCacheThatWasRestartedIsFollowedUnderItsNewSession() throws Exception {
        cache.serve(64496, 64497, roa("192.0.2.0/24", 24, 64496));
        cache.start(2);
        startClient();
        Updates.Update first = updates.next();
        cache.stop();
        assertThat(Updates.status(client, status -> status.state() == RtrStatus.State.RETRYING)
                        .records())
                .isEqualTo(1);

        cache.serve(64496, 64497, roa("2001:db8::/32", 48, 64497));
        cache.start(2);
        Updates.Update second = updates.next(update -> !update.vrps().equals(first.vrps()));

        assertThat(second.vrps()).containsExactly(TWO);
        assertThat(Updates.status(client, status -> status.state() == RtrStatus.State.CURRENT)
                        .lastError())
                .isNull();
    }
}
