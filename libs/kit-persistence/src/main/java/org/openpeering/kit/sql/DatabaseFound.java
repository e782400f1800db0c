/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

/** Fired when PostgreSQL has answered, and is as it has to be, of a service that began without it. */
public record DatabaseFound() {}
