/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import org.jspecify.annotations.Nullable;

/**
 * What a validator said at one moment.
 *
 * @param aspas null: the source does not tell about ASPAs at all, which is not the same as that there are none
 */
public record RpkiData(VrpTable vrps, @Nullable AspaTable aspas) {}
