/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.text.Prose;

/** Every text of every cause of a gap, as people read it: {@code texts/gaps.txt}. */
class GapTextsTest {
    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");
    private static final SessionId SESSION = SessionId.of("edge-1", IpAddress.parse("192.0.2.1"));
    private static final Asn ASN = new Asn(64496);

    private static final List<Trouble> TROUBLES = List.of(
            SessionTroubles.lost("edge-1", SINCE, 0),
            SessionTroubles.lost("edge-1", SINCE, 1),
            SessionTroubles.lost("edge-1", SINCE, 2),
            SessionTroubles.lost(SESSION, ASN, SINCE),
            TableTroubles.unreadable(SESSION, ASN, SINCE, 3),
            TableTroubles.leftOut(SESSION, ASN, SINCE, 3),
            FeedTroubles.lost("ris", SINCE),
            FeedTroubles.dropped("ris", SINCE, 3),
            CollectorTroubles.notSent("insights-1", SINCE, 3, List.of()),
            CollectorTroubles.stateNotSent(SESSION, ASN, SINCE),
            CollectorTroubles.behind("insights-1", SINCE, Duration.ofSeconds(40)),
            CollectorTroubles.unattended(SINCE),
            Lookout.unobserved(SINCE));

    @Test
    void areAsInTheGoldenFile() throws IOException {
        String told = TROUBLES.stream()
                .map(trouble -> trouble.key() + "\n  "
                        + Prose.sentences(List.of(trouble.summary(), trouble.unseen())) + "\n  "
                        + Prose.sentence(trouble.end()) + "\n")
                .collect(Collectors.joining("\n"));
        try (InputStream golden = GapTextsTest.class.getResourceAsStream("/texts/gaps.txt")) {
            assertThat(told).isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8));
        }
    }

    @Test
    void everyCauseIsThere() {
        assertThat(TROUBLES).extracting(Trouble::cause).contains(Cause.values());
    }
}
