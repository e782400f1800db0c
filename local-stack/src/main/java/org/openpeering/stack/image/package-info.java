/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What goes into the services' container images besides their jars: bills of material, licences, and the AOT caches that
 * are recorded of real starts. {@code build-images} runs the two programs here, {@link
 * org.openpeering.stack.image.Bill} and {@link org.openpeering.stack.image.Training}.
 *
 * <p>Invariant: a service is started with the command of its Containerfile, and configured by the environment alone, as in
 * a container.
 */
@NullMarked
package org.openpeering.stack.image;

import org.jspecify.annotations.NullMarked;
