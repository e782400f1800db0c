/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.secret.SecretColumn.Place;

class SecretsTest {
    private static final SecretColumn COLUMN = SecretColumn.of("safe", "secret", "shelf", "box");
    private static final SecretColumn OTHER = SecretColumn.of("safe", "second", "shelf", "box");
    private static final Place PLACE = COLUMN.at("1", "a");

    private final Secrets secrets = Keys.of("new", "old");

    @Property
    void whatIsSealedOpens(@ForAll String secret, @ForAll String shelf, @ForAll String box) {
        Place place = COLUMN.at(shelf, box);
        assertThat(secrets.open(secrets.seal(secret, place))).isEqualTo(wellFormed(secret));
    }

    /** Half a surrogate pair is no text. */
    private static String wellFormed(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Property(tries = 300)
    void aBitThatIsChangedIsNoticed(@ForAll @IntRange(max = 43 * 8 - 1) int bit) {
        Sealed sealed = secrets.seal("a secret of mine", PLACE);
        byte[] bytes = Base64.getDecoder().decode(sealed.text().substring("v1:new:".length()));
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        Sealed changed = new Sealed("v1:new:" + Base64.getEncoder().encodeToString(bytes), PLACE);
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.open(changed))
                .withMessageContaining("safe.secret");
    }

    @Test
    void theTextShowsNothingAndIsNeverTheSame() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            texts.add(secrets.seal("s3cret", PLACE).text());
        }
        assertThat(texts).hasSize(1000).allMatch(text -> text.startsWith("v1:new:") && !text.contains("s3cret"));
        assertThat(new Sealed("s3cret", PLACE)).asString().doesNotContain("s3cret");
    }

    @Test
    void aTextThatIsMovedToAnotherRowOrColumnDoesNotOpen() {
        String text = secrets.seal("s3cret", PLACE).text();
        for (Place other : new Place[] {COLUMN.at("1", "b"), COLUMN.at("2", "a"), OTHER.at("1", "a")}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> secrets.open(new Sealed(text, other)))
                    .withMessageContaining(other.column().toString())
                    .withMessageContaining("was not sealed there");
        }
    }

    @Test
    void whatIsInClearIsReadAsItIs() {
        for (String clear : new String[] {"s3cret", "", "v1:", "v1:new:short", "v1:old:" + "é".repeat(50)}) {
            assertThat(secrets.open(new Sealed(clear, PLACE))).isEqualTo(clear);
            assertThat(secrets.open(secrets.renewed(new Sealed(clear, PLACE), PLACE)))
                    .isEqualTo(clear);
        }
    }

    @Test
    void bothKeysAreReadAndTheCurrentOneWrites() {
        Sealed before = Keys.of("old").seal("s3cret", PLACE);
        assertThat(secrets.open(before)).isEqualTo("s3cret");
        Sealed after = secrets.renewed(before, PLACE);
        assertThat(after.text()).startsWith("v1:new:");
        assertThat(Keys.of("new").open(after)).isEqualTo("s3cret");
        assertThat(secrets.renewed(after, PLACE)).as("nothing to do").isSameAs(after);
        assertThat(secrets.open(secrets.renewed(after, OTHER.at("1", "a")))).isEqualTo("s3cret");
    }

    @Test
    void aKeyThatIsNotKnownIsNamedAndItsTextIsNotLost() {
        Sealed sealed = Keys.of("gone").seal("s3cret", PLACE);
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.open(sealed))
                .withMessage(
                        "safe.secret of the row 1 a is encrypted with the key 'gone', which openpeering.encryption.keys"
                                + " does not have: put it back until everything is encrypted with another one");
        assertThat(secrets.renewed(sealed, PLACE)).isSameAs(sealed);
        assertThatIllegalStateException().isThrownBy(() -> secrets.renewed(sealed, OTHER.at("1", "a")));
    }

    @Test
    void anotherKeyUnderTheSameNameIsNoticed() {
        Sealed sealed = secrets.seal("s3cret", PLACE);
        Secrets other = new Secrets(Keys.config("new", Map.of("new", Keys.base64("another"))));
        assertThatIllegalStateException().isThrownBy(() -> other.open(sealed)).withMessageContaining("this key 'new'");
    }

    @ParameterizedTest
    @CsvSource({
        "'', a, current is not set",
        "b, a, but openpeering.encryption.keys.b is not set",
    })
    void theCurrentKeyHasToBeThere(String current, String key, String refusal) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secrets(Keys.config(current, Map.of(key, Keys.base64(key)))))
                .withMessageContaining(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "c2hvcnQ=, has 5 bytes and must have 32",
        "no Base64!, is not Base64",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, is not random",
    })
    void aWeakKeyIsRefusedByItsNameAndIsNotTold(String key, String refusal) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secrets(Keys.config("a", Map.of("a", key))))
                .withMessageContaining("openpeering.encryption.keys.a " + refusal)
                .withMessageNotContaining(key);
    }

    @Test
    void aNameThatNoVariableOfTheEnvironmentCanSayIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Secrets(Keys.config("A", Map.of("A", Keys.base64("a")))))
                .withMessageContaining("lower-case letters and digits");
    }
}
