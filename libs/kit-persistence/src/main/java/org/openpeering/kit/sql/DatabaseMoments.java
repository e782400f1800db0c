/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import jakarta.inject.Singleton;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import org.openpeering.kit.error.Momentary;

/** The database was away, or chose this transaction to end a deadlock. */
@Singleton
public class DatabaseMoments implements Momentary {
    @Override
    public boolean is(Throwable failure) {
        if (failure instanceof DatabaseException database) {
            return !database.lasting();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException
                    || cause instanceof SystemException
                    || cause instanceof RollbackException) {
                return true;
            }
        }
        return false;
    }
}
