/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;

/**
 * Locks rows {@code for update}. Hibernate's own dialect says {@code for no key update}, which lets those pass who hold a
 * row {@code for key share}: whoever adds a child, and whoever relies on an object to stay. The lock orders of the use
 * cases count on both to wait.
 */
@RegisterForReflection
public class RowLockDialect extends PostgreSQLDialect {
    public RowLockDialect() {}

    public RowLockDialect(DialectResolutionInfo info) {
        super(info);
    }

    @Override
    public String getForUpdateString() {
        return " for update";
    }
}
