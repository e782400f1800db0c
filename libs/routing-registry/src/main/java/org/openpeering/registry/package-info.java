/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the registries of the Internet say about routes, held in memory by each service that judges by it.
 *
 * <p>{@code rpki} holds VRPs and ASPAs and decides by them, {@code rtr} keeps them up to date from a validator,
 * {@code rpsl} reads dumps of routing registries, {@code source} follows files and what an operator names,
 * {@code table} is the compact storage below. All tables are immutable:
 * a reader takes one and judges everything by the same data. All input is hostile until parsed, and bounded.
 */
@NullMarked
package org.openpeering.registry;

import org.jspecify.annotations.NullMarked;
