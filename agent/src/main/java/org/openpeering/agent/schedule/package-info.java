/* SPDX-License-Identifier: Apache-2.0 */
/** When what is measured. */
@NullMarked
package org.openpeering.agent.schedule;

import org.jspecify.annotations.NullMarked;
