/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.ContactRole;

/** Whom to call; both in answers and in the database's JSON. */
@RegisterForReflection
public record Contact(
        ContactRole role, @Nullable String email, @Nullable String phone) {}
