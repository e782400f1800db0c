/* SPDX-License-Identifier: Apache-2.0 */
/** The operator's inventory of agents: who may tell what was measured, and from where. */
@NullMarked
package org.openpeering.insights.agent;

import org.jspecify.annotations.NullMarked;
