/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

/** Type and subtype of a record; {@link #OTHER} stands for many. */
public record MrtKind(int type, int subtype) {
    public static final MrtKind OTHER = new MrtKind(-1, -1);
}
