/* SPDX-License-Identifier: Apache-2.0 */
/** The service that says what to measure and takes what was measured. */
@NullMarked
package org.openpeering.agent.service;

import org.jspecify.annotations.NullMarked;
