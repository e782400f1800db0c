/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.event;

/** The body of a state message. */
public interface Revisioned {
    /** The message key. */
    String key();

    /** Grows with every change of the object, also across its deletion and re-creation. */
    long revision();
}
