/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** docs/limits.md says what the code does: each value is the constant's that its row names, or the setting's default. */
class LimitsDocumentTest {
    private static final Path DOCUMENTS = Path.of("../docs");
    private static final Pattern KEY = Pattern.compile(
            "openpeering\\.(bmp|collector|connection-monitor|rib|detection|gaps|relationships|ris-live|routing|routes|recordings?|telemetry)\\.[a-z.-]+");
    private static final Pattern VALUE = Pattern.compile("([\\d,]+)(?: (KiB|MiB|GiB|ms|s|min|h|d))?");
    private static final Map<String, Long> UNITS = Map.of(
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "ms",
            1L,
            "s",
            1_000L,
            "min",
            60_000L,
            "h",
            3_600_000L,
            "d",
            86_400_000L);

    private record Row(String name, String value, String where) {}

    private static List<List<String>> rows(Path document) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(document)) {
            if (line.startsWith("| ")) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.substring(1).split("(?<!\\\\)\\|", -1)) {
                    cells.add(cell.strip());
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    /** Those whose third column names one thing in code: prose and headings do not. */
    private static List<Row> limits() throws IOException {
        return rows(DOCUMENTS.resolve("limits.md")).stream()
                .filter(cells -> cells.size() > 4 && cells.get(2).matches("`[\\w.-]+`"))
                .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2).replace("`", "")))
                .toList();
    }

    private static Map<String, String> defaults() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        for (List<String> cells : rows(DOCUMENTS.resolve("operations/configuration.md"))) {
            String key = cells.getFirst().replace("`", "");
            if (KEY.matcher(key).matches()) {
                defaults.put(key, cells.get(2).replace("`", ""));
            }
        }
        return defaults;
    }

    /** A number, or milliseconds. */
    private static long number(String value) {
        Matcher parts = VALUE.matcher(value);
        assertThat(parts.matches()).as(value).isTrue();
        long number = Long.parseLong(parts.group(1).replace(",", ""));
        return parts.group(2) == null ? number : number * UNITS.get(parts.group(2));
    }

    private static boolean isNumber(String value) {
        return value.startsWith("PT") || value.matches("\\d+");
    }

    private static long setting(String value) {
        return value.startsWith("PT") ? Duration.parse(value).toMillis() : Long.parseLong(value);
    }

    private static long constant(String name) throws ReflectiveOperationException {
        int dot = name.lastIndexOf('.');
        Class<?> owner = Class.forName("org.openpeering.insights." + name.substring(0, dot));
        Field field = owner.getDeclaredField(name.substring(dot + 1));
        field.setAccessible(true);
        Object value = field.get(null);
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        return ((Number) value).longValue() * (name.endsWith("_SECONDS") ? 1_000 : 1);
    }

    @Test
    void everyLimitHasTheValueThatIsWritten() throws Exception {
        Map<String, String> defaults = defaults();
        SoftAssertions softly = new SoftAssertions();
        for (Row row : limits()) {
            String known = defaults.get(row.where());
            long value = row.where().startsWith("openpeering.")
                    ? setting(known == null ? "0" : known)
                    : constant(row.where());
            softly.assertThat(number(row.value())).as(row.where()).isEqualTo(value);
        }
        softly.assertAll();
        assertThat(limits()).hasSizeGreaterThan(15);
    }

    /** Ports and addresses limit nothing. */
    @Test
    void everySettingThatLimitsIsThere() throws Exception {
        List<String> written = limits().stream().map(Row::where).toList();

        assertThat(defaults().entrySet().stream()
                        .filter(each ->
                                isNumber(each.getValue()) && !each.getKey().endsWith("port"))
                        .map(Map.Entry::getKey))
                .isSubsetOf(written);
    }
}
