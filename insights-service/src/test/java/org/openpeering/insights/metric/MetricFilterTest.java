/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.error.ArmException;

class MetricFilterTest {
    private static boolean allows(String filter, String connection, String session) {
        return MetricFilterText.parse(filter).allows(Map.of("ConnectionId", connection, "SessionIp", session));
    }

    /** A filter; what stands behind it passes, or does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ConnectionId eq 'c1' | c1 | 192.0.2.1 | true",
                "ConnectionId eq 'c1' | c2 | 192.0.2.1 | false",
                "connectionid EQ 'C1' | c1 | 192.0.2.1 | true",
                "ConnectionId eq '*' | anything | 192.0.2.1 | true",
                "ConnectionId ne 'c1' | c2 | 192.0.2.1 | true",
                "ConnectionId ne 'c1' and ConnectionId ne 'c2' | c2 | 192.0.2.1 | false",
                "ConnectionId eq 'c1' or ConnectionId eq 'c2' | c2 | 192.0.2.1 | true",
                "ConnectionId eq 'c1' and SessionIp eq '192.0.2.1' or SessionIp eq '192.0.2.2' | c1 | 192.0.2.2 | true",
                "ConnectionId eq 'c1' and SessionIp eq '192.0.2.1' or SessionIp eq '192.0.2.2' | c2 | 192.0.2.2 | false",
                "(ConnectionId eq 'c1' or ConnectionId eq 'c2') and (SessionIp sw '192.') | c2 | 192.0.2.9 | true",
                "SessionIp sw '198.' | c1 | 192.0.2.9 | false",
                "ConnectionId eq 'it''s' | it's | 192.0.2.1 | true",
                "ConnectionId eq '(c1) or' | (c1) or | 192.0.2.1 | true",
            })
    void letsPassWhatItSays(String filter, String connection, String session, boolean passes) {
        assertThat(allows(filter, connection, session)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ConnectionId eq 'c1' or SessionIp eq 'x' | different dimensions",
                "ConnectionId eq c1 | single quotes",
                "ConnectionId eq 'c1 | closing quote",
                "ConnectionId gt 'c1' | 'eq', 'ne' or 'sw' should be",
                "ConnectionId eq | ends where",
                "(ConnectionId eq 'c1' | closing parenthesis",
                "ConnectionId eq 'c1' ConnectionId eq 'c2' | 'and', 'or' or the end",
                "ConnectionId eq 'c1' and ConnectionId eq 'c2' | twice",
                "ConnectionId sw 'c1' or ConnectionId sw 'c2' | 'eq' alone",
                "'ConnectionId' eq 'c1' | dimension's name should be",
                ") | dimension's name should be",
            })
    void saysWhatItDoesNotUnderstand(String filter, String words) {
        assertThatThrownBy(() -> MetricFilterText.parse(filter))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refused -> assertThat(refused.error().target()).isEqualTo("$filter"))
                .hasMessageContaining(words);
    }

    @Test
    void isBoundInLengthAndDepth() {
        assertThatThrownBy(() -> MetricFilterText.parse("(".repeat(100) + "A eq 'a'" + ")".repeat(100)))
                .hasMessageContaining("parentheses");
        assertThatThrownBy(() -> MetricFilterText.parse("A eq '" + "a".repeat(5000) + "'"))
                .hasMessageContaining("4096");
    }

    @Property
    void anyTextIsReadOrRefused(
            @ForAll @StringLength(max = 60) @Chars({'A', ' ', '\'', '(', ')', '*', 'e', 'q', 'o', 'r', 'n', 'd'})
                    String text) {
        assertThatCode(() -> {
                    try {
                        MetricFilterText.parse(text);
                    } catch (ArmException refused) {
                        assertThat(refused.error().message()).isNotBlank();
                    }
                })
                .doesNotThrowAnyException();
    }
}
