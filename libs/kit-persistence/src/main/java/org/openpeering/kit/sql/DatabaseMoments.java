/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import jakarta.inject.Singleton;
import org.openpeering.kit.error.Momentary;

/** Of the moment is whatever {@link Failures} says so of. */
@Singleton
public class DatabaseMoments implements Momentary {
    @Override
    public boolean is(Throwable failure) {
        return Failures.momentary(failure);
    }
}
