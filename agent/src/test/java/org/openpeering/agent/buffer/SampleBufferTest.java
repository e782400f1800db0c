/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleBufferTest {
    private static final long ROOM = 1 << 20;

    @Test
    void givesWhatWasPutInInOrderUntilItIsAcknowledged(@TempDir Path folder) throws IOException {
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            put(buffer, "a", "b", "c");
            SampleBuffer.Batch two = buffer.peek(2, 1000);
            assertThat(texts(two)).containsExactly("a", "b");
            assertThat(texts(buffer.peek(2, 1000))).containsExactly("a", "b");
            buffer.acknowledge(two);
            assertThat(texts(buffer.peek(9, 1000))).containsExactly("c");
        }
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            assertThat(texts(buffer.peek(9, 1000))).containsExactly("c");
            assertThat(buffer.size()).isEqualTo(1);
        }
    }

    @Test
    void aTornEndIsCutOffAndNothingElse(@TempDir Path folder) throws IOException {
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            put(buffer, "first", "second", "third");
        }
        Path file = segments(folder).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        for (int cut = 1; cut < 12; cut++) {
            Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - cut));
            try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
                assertThat(texts(buffer.peek(9, 1000))).containsExactly("first", "second");
                put(buffer, "next");
                assertThat(texts(buffer.peek(9, 1000))).containsExactly("first", "second", "next");
            }
        }
    }

    @Test
    void aRecordThatIsNotWhatWasWrittenIsNotGiven(@TempDir Path folder) throws IOException {
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            put(buffer, "first", "second");
        }
        Path file = segments(folder).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            assertThat(texts(buffer.peek(9, 1000))).containsExactly("first");
        }
    }

    @Test
    void garbageBehindItDoesNoHarm(@TempDir Path folder) throws IOException {
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            put(buffer, "first");
        }
        Files.write(
                segments(folder).getFirst(), new byte[] {0x7f, -1, -1, -1, 1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            assertThat(texts(buffer.peek(9, 1000))).containsExactly("first");
        }
    }

    @Test
    void whatHasNoRoomGoesTheOldestFirstAndIsCounted(@TempDir Path folder) throws IOException {
        int written = 5_000;
        long dropped;
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            for (int i = 0; i < written; i++) {
                buffer.append(("%04d".formatted(i) + "x".repeat(996)).getBytes(StandardCharsets.UTF_8));
            }
            dropped = buffer.dropped();
            assertThat(dropped).isPositive();
            assertThat(buffer.bytes()).isLessThanOrEqualTo(ROOM);
            assertThat(buffer.size()).isEqualTo(written - dropped);
            assertThat(texts(buffer.peek(1, 1)).getFirst()).startsWith("%04d".formatted(dropped));
        }
        try (SampleBuffer buffer = SampleBuffer.open(folder, ROOM)) {
            assertThat(buffer.dropped()).isEqualTo(dropped);
            assertThat(buffer.size()).isEqualTo(written - dropped);
        }
    }

    @Test
    void twoAgentsDoNotShareAFolder(@TempDir Path folder) throws IOException {
        try (SampleBuffer _ = SampleBuffer.open(folder, ROOM)) {
            assertThatThrownBy(() -> SampleBuffer.open(folder, ROOM))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to an agent that runs");
        }
    }

    @Property(tries = 60)
    void isAQueueWhateverHappensToIt(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("buffer");
        ArrayDeque<String> model = new ArrayDeque<>();
        SampleBuffer buffer = SampleBuffer.open(folder, 64L << 20);
        int next = 0;
        try {
            for (int step = 0; step < 120; step++) {
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> {
                        String text = next++ + "y".repeat(random.nextInt(40_000));
                        put(buffer, text);
                        model.add(text);
                    }
                    case 3 -> {
                        SampleBuffer.Batch batch = buffer.peek(1 + random.nextInt(5), 100_000);
                        buffer.acknowledge(batch);
                        batch.samples().forEach(_ -> model.remove());
                    }
                    case 4 -> {
                        buffer.close();
                        buffer = SampleBuffer.open(folder, 64L << 20);
                    }
                    default -> assertThat(buffer.size()).isEqualTo(model.size());
                }
                assertThat(texts(buffer.peek(3, 1 << 20)))
                        .isEqualTo(model.stream().limit(3).toList());
            }
        } finally {
            buffer.close();
            delete(folder);
        }
    }

    private static void put(SampleBuffer buffer, String... texts) throws IOException {
        for (String text : texts) {
            buffer.append(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> texts(SampleBuffer.Batch batch) {
        List<String> texts = new ArrayList<>();
        batch.samples().forEach(bytes -> texts.add(new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
