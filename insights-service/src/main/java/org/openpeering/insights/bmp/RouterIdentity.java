/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

/**
 * A router as the operator knows it.
 *
 * @param name unique; connections with the same name are the same router
 */
public record RouterIdentity(String name) {}
