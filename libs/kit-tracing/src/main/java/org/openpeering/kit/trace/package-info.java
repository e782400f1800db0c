/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Traces: {@link org.openpeering.kit.trace.Traces} begins steps, knows the one under way, and sends those that ended to a
 * collector by OTLP over HTTP. Steps go on where a thread or a context does not: with a row, and with a message's header.
 * Off, nothing is made: no span, no thread, no client.
 */
@NullMarked
package org.openpeering.kit.trace;

import org.jspecify.annotations.NullMarked;
