/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a stack has written down so far, to be searched for words: as they are, in hexadecimal and in Base64. */
final class LeftBehind {
    private static final Duration POLL = Duration.ofMillis(500);

    private final StackUnderTest stack;
    private final Map<String, List<String>> forms = new HashMap<>();

    LeftBehind(StackUnderTest stack, Collection<String> words) {
        this.stack = stack;
        for (String word : words) {
            byte[] bytes = word.getBytes(UTF_8);
            forms.put(
                    word,
                    List.of(
                            word,
                            HexFormat.of().formatHex(bytes),
                            Base64.getEncoder().withoutPadding().encodeToString(bytes)));
        }
    }

    /** The words that were found, each with the names of where. */
    static final class Found {
        private final Map<String, Set<String>> places = new TreeMap<>();

        Set<String> places(String word) {
            return places.getOrDefault(word, Set.of());
        }

        private void add(String word, String place) {
            places.computeIfAbsent(word, _ -> new TreeSet<>()).add(place);
        }

        @Override
        public String toString() {
            return places.toString();
        }
    }

    private void search(String text, String place, Found found) {
        forms.forEach((word, texts) -> {
            if (texts.stream().anyMatch(text::contains)) {
                found.add(word, place);
            }
        });
    }

    /** Of all parts. */
    Found inLogs() {
        Found found = new Found();
        try (Stream<Path> files = Files.list(stack.dataFolder().resolve("logs"))) {
            for (Path file : files.toList()) {
                search(Files.readString(file, ISO_8859_1), file.getFileName().toString(), found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Every row of every table, whatever its columns are. */
    Found inTables(String database) {
        Found found = new Found();
        String words = forms.values().stream()
                .flatMap(List::stream)
                .map(form -> "'" + form + "'")
                .collect(Collectors.joining(", "));
        for (String table : stack.query(
                database,
                "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")) {
            stack.query(database, """
                            select word from unnest(array[%s]) word
                            where exists (select from %s t where position(word in t::text) > 0)""".formatted(words, table)).forEach(form -> search(form, table, found));
        }
        return found;
    }

    /** Keys, values and headers of every topic, those of the streams' state included. */
    Found inTopics() {
        Found found = new Found();
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .values()
                    .forEach(infos ->
                            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(message -> search(text(message), message.topic(), found));
            }
        }
        return found;
    }

    private static String text(ConsumerRecord<byte[], byte[]> message) {
        StringBuilder text = new StringBuilder();
        append(text, message.key());
        append(text, message.value());
        message.headers().forEach(header -> append(text.append('\n').append(header.key()), header.value()));
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] bytes) {
        text.append('\n').append(bytes == null ? "" : new String(bytes, ISO_8859_1));
    }
}
