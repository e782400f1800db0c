/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;

class TopicsDocumentTest {
    @Test
    void tellsTheSameAsTheCode() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "..", "docs", "messaging.md")).stream()
                .dropWhile(line -> !line.startsWith("| topic | kind |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Topic.values())
                        .map(TopicsDocumentTest::row)
                        .toList());
    }

    private static String row(Topic topic) {
        return "| `%s` | %s | %s | %s | %s | %d | %s |"
                .formatted(
                        topic.topicName(),
                        topic.kind().name().toLowerCase(Locale.ROOT),
                        topic.key().replace("|", "\\|"),
                        name(topic.writer()),
                        topic.readers().stream().map(TopicsDocumentTest::name).collect(Collectors.joining(", ")),
                        Topic.PARTITIONS,
                        topic.retention() == null ? "compacted" : topic.retention());
    }

    private static String name(Topic.Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }
}
