/* SPDX-License-Identifier: Apache-2.0 */
/** What was measured of the way to an address: by agents, and by others whose results are imported. */
@NullMarked
package org.openpeering.contract.latency;

import org.jspecify.annotations.NullMarked;
