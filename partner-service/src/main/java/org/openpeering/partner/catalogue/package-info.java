/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the operator offers: metros and service providers. Who refers to a metro holds or shares its row while doing so,
 * which is what makes "in use" certain.
 */
@NullMarked
package org.openpeering.partner.catalogue;

import org.jspecify.annotations.NullMarked;
