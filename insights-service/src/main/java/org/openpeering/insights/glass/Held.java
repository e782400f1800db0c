/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.Set;

/** What one replica says of the sessions that it holds. */
interface Held {
    /** Names of the sessions that it has looked at: others are not left out in silence. */
    Set<String> sessions();
}
