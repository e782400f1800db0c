/* SPDX-License-Identifier: Apache-2.0 */
/** What is still missing until a peering can serve Peering Service, who has to act, and how. */
@NullMarked
package org.openpeering.partner.checklist;

import org.jspecify.annotations.NullMarked;
