/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Property(tries = 200)
    void isReadAsItWasWritten(@ForAll("parents") String text) {
        SpanContext parsed = Objects.requireNonNull(TraceParent.parse(text));
        assertThat(TraceParent.of(parsed)).isEqualTo(text);
        assertThat(parsed.isRemote()).isTrue();
    }

    @Provide
    Arbitrary<String> parents() {
        return Combinators.combine(hex(32), hex(16), Arbitraries.of("00", "01"))
                .as((trace, span, flags) -> "00-" + trace + "-" + span + "-" + flags);
    }

    private static Arbitrary<String> hex(int length) {
        return Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofLength(length)
                .filter(text -> !text.matches("0+"));
    }

    /** Texts of any kind are taken for none, and break nothing. */
    @Property(tries = 200)
    void whatIsNoneIsNone(@ForAll String text) {
        assertThat(TraceParent.parse(text)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7",
            })
    void whatTheSpecificationForbidsIsNone(String text) {
        assertThat(TraceParent.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cc-" + TRACE + "-00f067aa0ba902b7-01", "cc-" + TRACE + "-00f067aa0ba902b7-01-what-is-to-come"})
    void aHigherVersionIsReadAsFarAsItIsKnown(String text) {
        assertThat(Objects.requireNonNull(TraceParent.parse(text)).getTraceId()).isEqualTo(TRACE);
    }
}
