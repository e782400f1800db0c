/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The table of settings in {@code docs/operations/configuration.md}: {@link
 * org.openpeering.architecture.settings.Mappings} reads our keys and their descriptions from the sources, {@code
 * framework-settings.txt} has those of Quarkus and Kafka that an operator changes, and the services' property files have
 * the defaults.
 */
@NullMarked
package org.openpeering.architecture.settings;

import org.jspecify.annotations.NullMarked;
