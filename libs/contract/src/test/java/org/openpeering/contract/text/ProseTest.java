/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the peer withdrew it   | The peer withdrew it.",
                "The peer withdrew it.  | The peer withdrew it.",
                "The peer withdrew it.. | The peer withdrew it.",
                "It is gone.;           | It is gone.",
                "It is gone .           | It is gone.",
                "Is it gone?            | Is it gone?",
                "Is it gone?.           | Is it gone?",
                "legal is AS64500.      | Legal is AS64500.",
                "203.0.113.0/24 is here | 203.0.113.0/24 is here.",
                "'.'                    | ''",
                "''                     | ''"
            })
    void aSentenceEndsOnce(String piece, String sentence) {
        assertThat(Prose.sentence(piece)).isEqualTo(sentence);
    }

    @Test
    void sentencesFollowEachOtherWithoutEmptyOnes() {
        assertThat(Prose.sentences(List.of("One.", "", " . ", "two;"))).isEqualTo("One. Two.");
    }

    @Property
    void whateverAPieceEndsWithIsOneFullStopAfterwards(
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(min = 1, max = 3) String> words,
            @ForAll @Chars({'.', ';', ':', ',', ' '}) @StringLength(max = 3) String end) {
        List<String> pieces = words.stream().map(word -> word + end).toList();
        String expected = words.stream()
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1) + ".")
                .collect(Collectors.joining(" "));
        assertThat(Prose.sentences(pieces)).isEqualTo(expected);
    }

    @Property
    void aSentenceStaysAsItIs(@ForAll String piece) {
        String sentence = Prose.sentence(piece);
        assertThat(Prose.sentence(sentence)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 vantage points", "1, 1 vantage point", "2, 2 vantage points", "21, 21 vantage points"})
    void aCountAgrees(long count, String words) {
        assertThat(Prose.count(count, "vantage point")).isEqualTo(words);
    }

    @Test
    void aListReadsAsOneIsSpoken() {
        assertThat(Prose.list(List.of())).isEmpty();
        assertThat(Prose.list(List.of(1))).isEqualTo("1");
        assertThat(Prose.list(List.of(1, 2))).isEqualTo("1 and 2");
        assertThat(Prose.list(List.of(1, 2, 3))).isEqualTo("1, 2 and 3");
    }
}
