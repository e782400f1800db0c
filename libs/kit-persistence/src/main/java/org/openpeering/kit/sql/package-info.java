/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The database as every service uses it: one pool, JSON by the one mapper, transactions with what follows a commit, native
 * statements for sets, failures told apart.
 */
@NullMarked
package org.openpeering.kit.sql;

import org.jspecify.annotations.NullMarked;
