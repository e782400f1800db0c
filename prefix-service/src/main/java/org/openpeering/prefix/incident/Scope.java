/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

/** For whom events are gathered: each subscription for itself, of what it may be told, and the operator of all there are. */
final class Scope {
    static final String OPERATOR = "";

    private Scope() {}
}
