/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Import from a PeeringDB dump: facilities and exchanges at known metros, and what it says of networks, as evidence for
 * approvals. A dump is a hostile file of any length: {@link org.openpeering.partner.peeringdb.DumpReader} hands it over in
 * batches, which wait in the database until all of it is there; {@link org.openpeering.partner.peeringdb.ImportPlanner} says
 * slice by slice what would change; {@link org.openpeering.partner.peeringdb.ImportService} does it or only reports it.
 */
@NullMarked
package org.openpeering.partner.peeringdb;

import org.jspecify.annotations.NullMarked;
