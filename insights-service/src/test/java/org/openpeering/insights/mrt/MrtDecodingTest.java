/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Dialect;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;

/**
 * Two readers of what recordings hold, the decoder and the text, come to the same number of prefixes. One collector recorded
 * messages with path identifiers as such without: the decoder sees that, and the text, which does as it is told, is full of
 * default routes.
 */
class MrtDecodingTest {
    private static final Map<String, Long> WITH_UNTOLD_PATHS = Map.of("bgpipe-sample.mrt", 11L);

    @TestFactory
    Stream<DynamicTest> theDecoderFindsAsManyPrefixesInARecordingAsAreLines() throws IOException {
        return Bgpdump.ofRecordings(file -> {
            Prefixes prefixes = new Prefixes();
            try (InputStream in = Recording.open(file)) {
                MrtReader.read(in, prefixes);
            }
            prefixes.text.flush();

            assertThat(prefixes.count).isEqualTo(prefixes.lines.count - prefixes.states);
            assertThat(prefixes.untoldPaths)
                    .isEqualTo(WITH_UNTOLD_PATHS.getOrDefault(file.getFileName().toString(), 0L));
            assertThat(prefixes.malformed).isZero();
            assertThat(prefixes.without).isZero();
        });
    }

    private static final class Prefixes implements MrtReceiver, RouteReceiver {
        private final UpdateDecoder decoder = new UpdateDecoder();
        private final TableUpdate update = new TableUpdate();
        private final Map<Reading, Dialect> dialects = new HashMap<>();
        private final Lines lines = new Lines();
        private final MrtText text = new MrtText(lines);
        private long count;
        private long states;
        private long untoldPaths;
        private long malformed;
        private long without;

        /** False when the text can't say the same. */
        private boolean decode(Dialect dialect, byte[] bytes, int from, int to) {
            UpdateOutcome outcome = decoder.decode(bytes, from, to, dialect);
            if (decoder.otherPathReading()) {
                untoldPaths++;
                return false;
            }
            switch (outcome) {
                case ROUTES, TREATED_AS_WITHDRAW -> decoder.deliver(this);
                case END_OF_RIB, NOT_AN_UPDATE -> {}
                case BAD_LENGTHS, BAD_PREFIXES, BAD_MULTIPROTOCOL -> malformed++;
            }
            return true;
        }

        private static Reading reading(MrtRecord record) {
            return new Reading(
                    record.asWidth() == 4, record.addPath(), record.addPath(), record.localAs(), record.peerAs());
        }

        @Override
        public void message(MrtRecord record, byte[] bytes, int from, int to) {
            if (decode(dialects.computeIfAbsent(reading(record), Dialect::new), bytes, from, to)) {
                text.message(record, bytes, from, to);
            }
        }

        @Override
        public void state(MrtRecord record, int before, int after) {
            text.state(record, before, after);
            states++;
        }

        @Override
        public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
            text.entry(record, entry, bytes, from, to);
            if (update.write(record, entry, bytes, from, to)) {
                decode(new Dialect(reading(record)), update.bytes(), 0, update.length());
            } else {
                without++;
            }
        }

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {
            count++;
        }

        @Override
        public void attributes(CompactAttributes attributes) {}

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {
            count++;
        }
    }

    private static final class Lines extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count += value == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] text, int from, int length) {
            for (int i = from; i < from + length; i++) {
                count += text[i] == '\n' ? 1 : 0;
            }
        }
    }
}
