/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What happened to every object the service owns: who, with which token, when, and what changed. An entry is written in
 * the transaction of the change it tells of; the database refuses to alter or remove one. Secrets are no part of what is
 * compared, so none can get in.
 */
@NullMarked
package org.openpeering.partner.audit;

import org.jspecify.annotations.NullMarked;
