/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every request has to keep to, the same at the gateway and in services.
 */
@NullMarked
package org.openpeering.contract.request;

import org.jspecify.annotations.NullMarked;
