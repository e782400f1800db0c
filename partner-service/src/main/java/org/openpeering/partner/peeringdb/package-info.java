/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Import from a PeeringDB dump: facilities and exchanges at known metros, and what it says of networks, as evidence for
 * approvals. A dump is a hostile file of any length: {@link org.openpeering.partner.peeringdb.DumpReader} keeps a bounded
 * part of it and yields nothing unless it was read to its end; {@link org.openpeering.partner.peeringdb.ImportPlanner}
 * says what would change; {@link org.openpeering.partner.peeringdb.ImportService} does it or only reports it.
 */
@NullMarked
package org.openpeering.partner.peeringdb;

import org.jspecify.annotations.NullMarked;
