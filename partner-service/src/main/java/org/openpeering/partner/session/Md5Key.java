/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn.Place;
import org.openpeering.kit.secret.Secrets;

/**
 * The secret of a session (RFC 2385): as a partner gave it, or sealed as its row has it and opened only to be compared.
 * Write-only: it has no JSON form and its text hides it, so that no answer, event or log line can carry it. {@code
 * BgpSessionViewTest} holds it to this.
 */
@RegisterForReflection
@JsonAutoDetect(fieldVisibility = Visibility.NONE, getterVisibility = Visibility.NONE)
public final class Md5Key {
    static final int LONGEST = 80;

    private final Form form;

    private sealed interface Form {}

    private record Given(String secret) implements Form {}

    private record Kept(Sealed sealed, Secrets secrets) implements Form {}

    private Md5Key(Form form) {
        this.form = form;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Md5Key(String secret) {
        this(new Given(secret));
    }

    public static Md5Key kept(Sealed sealed, Secrets secrets) {
        return new Md5Key(new Kept(sealed, secrets));
    }

    /** For the row at the place. */
    public Sealed sealed(Place place, Secrets secrets) {
        return switch (form) {
            case Given(String secret) -> secrets.seal(secret, place);
            case Kept kept -> secrets.renewed(kept.sealed(), place);
        };
    }

    private String secret() {
        return switch (form) {
            case Given(String secret) -> secret;
            case Kept(Sealed sealed, Secrets secrets) -> secrets.open(sealed);
        };
    }

    /** Printable ASCII without blanks, as routers take it. */
    boolean wellFormed() {
        String secret = secret();
        return !secret.isEmpty() && secret.length() <= LONGEST && secret.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** In a time that says nothing about one that is nearly right. What is sealed alike is not opened. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Md5Key key
                && (form.equals(key.form)
                        || MessageDigest.isEqual(
                                secret().getBytes(UTF_8), key.secret().getBytes(UTF_8)));
    }

    /** The same for all, since equal ones may be sealed in different ways. */
    @Override
    public int hashCode() {
        return LONGEST;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
