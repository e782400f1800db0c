/* SPDX-License-Identifier: Apache-2.0 */
/** Samples on disk, until the service has them. */
@NullMarked
package org.openpeering.agent.buffer;

import org.jspecify.annotations.NullMarked;
