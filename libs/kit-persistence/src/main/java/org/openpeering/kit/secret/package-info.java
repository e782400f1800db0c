/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Secrets at rest: encrypted where they stand in a column, opened where they are shown or compared. {@link
 * org.openpeering.kit.secret.Secrets} seals and opens, a {@link org.openpeering.kit.secret.SecretColumn} says which columns
 * there are. No key is in the database, and no secret leaves its service but in an answer to its owner.
 */
@NullMarked
package org.openpeering.kit.secret;

import org.jspecify.annotations.NullMarked;
