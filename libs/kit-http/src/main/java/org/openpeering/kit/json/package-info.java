/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How contract types look in JSON: one set-up for HTTP, Kafka and the database.
 */
@NullMarked
package org.openpeering.kit.json;

import org.jspecify.annotations.NullMarked;
