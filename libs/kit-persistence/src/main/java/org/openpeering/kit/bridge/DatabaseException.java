/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.bridge;

import java.util.Optional;
import org.openpeering.kit.sql.Failures;

/** A statement failed. The transaction it was part of is lost; a retry is a new transaction. */
public final class DatabaseException extends RuntimeException {
    DatabaseException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }

    /** The name of the violated constraint, which says what is wrong in the domain's terms. */
    public Optional<String> constraint() {
        return Failures.constraint(this);
    }

    /** True when the same statement would fail again: its data or the schema is at fault, not the moment. */
    public boolean lasting() {
        return Failures.lasting(this);
    }
}
