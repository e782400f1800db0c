/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Plain SQL over JDBC: parameters by position, rows mapped by a function, failures told apart.
 */
@NullMarked
package org.openpeering.kit.sql;

import org.jspecify.annotations.NullMarked;
