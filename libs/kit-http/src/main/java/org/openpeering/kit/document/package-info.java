/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the API document says of resources and records that their signatures do not. Nothing reads it at run time; the tests
 * make {@code docs/api} of it, and hold every answer to that.
 */
@NullMarked
package org.openpeering.kit.document;

import org.jspecify.annotations.NullMarked;
