/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The secret of a session (RFC 2385). Write-only: it has no JSON form and its text hides it, so that no answer, event or
 * log line can carry it. {@code BgpSessionViewTest} holds it to this.
 */
@RegisterForReflection
public record Md5Key(@JsonIgnore String secret) {
    static final int LONGEST = 80;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Md5Key {}

    /** Printable ASCII without blanks, as routers take it. */
    boolean wellFormed() {
        return !secret.isEmpty() && secret.length() <= LONGEST && secret.chars().allMatch(c -> c > ' ' && c < 127);
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
