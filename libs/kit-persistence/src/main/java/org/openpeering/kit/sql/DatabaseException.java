/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A statement failed. The transaction it was part of is lost; a retry is a new transaction. */
public final class DatabaseException extends RuntimeException {
    private static final String INTEGRITY_CLASS = "23";
    private static final String DATA_CLASS = "22";
    private static final String SYNTAX_OR_ACCESS_CLASS = "42";

    private final @Nullable String constraint;
    private final boolean lasting;

    private DatabaseException(SQLException cause, @Nullable String constraint, boolean lasting) {
        super(cause.getMessage(), cause);
        this.constraint = constraint;
        this.lasting = lasting;
    }

    static DatabaseException of(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        ServerErrorMessage server = cause instanceof PSQLException e ? e.getServerErrorMessage() : null;
        boolean integrity = state.startsWith(INTEGRITY_CLASS);
        boolean lasting = integrity || state.startsWith(DATA_CLASS) || state.startsWith(SYNTAX_OR_ACCESS_CLASS);
        return new DatabaseException(cause, integrity && server != null ? server.getConstraint() : null, lasting);
    }

    /** The name of the violated constraint, which says what is wrong in the domain's terms. */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    /** True when the same statement would fail again: its data or the schema is at fault, not the moment. */
    public boolean lasting() {
        return lasting;
    }
}
