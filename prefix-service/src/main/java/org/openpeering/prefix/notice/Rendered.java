/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

/**
 * A body and where it goes.
 *
 * @param below the path under the endpoint; empty: the endpoint itself
 */
public record Rendered(String below, String contentType, String body) {}
