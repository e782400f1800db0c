/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The API document and a page to read it. Both are the same for everybody and hold no secret, so nobody needs a token.
 */
@NullMarked
package org.openpeering.gateway.document;

import org.jspecify.annotations.NullMarked;
