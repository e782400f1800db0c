/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.time.Instant;

/**
 * Who asks for a stream.
 *
 * @param subject of the token
 * @param end when the token expires
 */
public record Listener(String subject, Instant end) {}
