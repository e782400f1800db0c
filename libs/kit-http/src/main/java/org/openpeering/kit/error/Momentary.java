/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

/**
 * Tells failures of the moment, such as a database that is away, from those of the data. A caller who is told of the
 * former may try the same again; a violated constraint, however wrapped, is never one. A bean for each kind of resource.
 */
public interface Momentary {
    boolean is(Throwable failure);
}
