/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.error.ErrorCode;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "http://evil/subscriptions/a",
                "//evil/subscriptions/a",
                "/subscriptions//a",
                "/subscriptions/a//",
                "/subscriptions/./a",
                "/subscriptions/../a",
                "/subscriptions/a/..",
                "/subscriptions/%2e/a",
                "/subscriptions/%2E%2e/a",
                "/subscriptions/.%2e/a",
                "/subscriptions/a%2Fb",
                "/subscriptions/a%2fb",
                "/subscriptions/a%5Cb",
                "/subscriptions/a\\b",
                "/subscriptions/a%00",
                "/subscriptions/a%0d%0ab",
                "/subscriptions/a%7F",
                "/subscriptions/a%",
                "/subscriptions/a%4",
                "/subscriptions/a%4/b",
                "/subscriptions/a%zz",
                "/subscriptions/a%u002e",
                "/subscriptions/a%c0%ae",
                "/subscriptions/a%c0%af",
                "/subscriptions/a%ff",
                "/subscriptions/a;b=c",
                "/subscriptions/a#b",
                "/subscriptions/a b",
                "/subscriptions/a\tb",
                "/subscriptions/\u00e9",
                "/subscriptions/a{b}",
                "/subscriptions/a\"b",
            })
    void refusesWhatTwoParsersCouldReadDifferently(String target) {
        assertThat(RequestPath.of(target)).isInstanceOf(RequestPath.Ambiguous.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%252F", "%252e%252e", "...", "a..b", "%24", "a%20c%25", "gr%C3%BC%C3%9Fe", "a:b@c", "(x)"})
    void leavesNamesAsTheyWereSent(String name) {
        assertThat(RequestPath.of("/subscriptions/" + name + "?x=/../")).isEqualTo(clear("subscriptions", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "a=|", "%", "%4", "%zz", "%u002e", "a b", "a#b", "a\"", "<", "^", "`", "\\", "\u00e9", "\0"
            })
    void refusesAQueryThatAParserRefuses(String query) {
        assertThat(RequestPath.of("/x?" + query)).isInstanceOfSatisfying(RequestPath.Ambiguous.class, refused -> {
            assertThat(refused.error().code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(refused.error().target()).isEqualTo("query");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b&$c=%24d+e", "a[0]=/?;:@", "?", "%00%ff"})
    void leavesAQueryToItsReader(String query) {
        assertThat(RequestPath.of("/x?" + query)).isEqualTo(clear("x"));
    }

    @Test
    void refusesARequestWithoutTarget() {
        assertThat(RequestPath.of(null)).isInstanceOf(RequestPath.Ambiguous.class);
    }

    @Test
    void takesOneSlashAtTheEndForNothing() {
        assertThat(RequestPath.of("/operator/routers/")).isEqualTo(clear("operator", "routers"));
        assertThat(RequestPath.of("/")).isEqualTo(clear());
        assertThat(RequestPath.of("/?a=//b")).isEqualTo(clear());
    }

    @Test
    void refusesALongTargetWhateverItIsMadeOf() {
        assertThat(RequestPath.of("/" + "a".repeat(RequestPath.LONGEST - 1))).isInstanceOf(RequestPath.Clear.class);
        assertThat(RequestPath.of("/" + "a".repeat(RequestPath.LONGEST))).isInstanceOf(RequestPath.Ambiguous.class);
        assertThat(RequestPath.of("/?" + "a".repeat(RequestPath.LONGEST))).isInstanceOf(RequestPath.Ambiguous.class);
    }

    @Property
    void anyTextIsEitherRefusedOrCutIntoSegmentsWithoutSlashAndDots(@ForAll String text) {
        if (RequestPath.of("/" + text) instanceof RequestPath.Clear(List<String> segments)) {
            assertThat(segments)
                    .noneMatch(segment -> segment.isEmpty()
                            || segment.contains("/")
                            || segment.contains(";")
                            || segment.equals(".")
                            || segment.equals(".."));
            String path = text.indexOf('?') < 0 ? text : text.substring(0, text.indexOf('?'));
            assertThat(String.join("/", segments))
                    .isEqualTo(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
    }

    @Property
    void aPercentEncodedNameWithoutControlsAndSlashesPasses(@ForAll @NotEmpty String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        boolean plain = name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\')
                && !name.equals(".")
                && !name.equals("..");
        assertThat(RequestPath.of("/x/" + encoded) instanceof RequestPath.Clear).isEqualTo(plain);
    }

    private static RequestPath clear(String... segments) {
        return new RequestPath.Clear(List.of(segments));
    }
}
