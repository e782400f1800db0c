/* SPDX-License-Identifier: Apache-2.0 */
/** TLS of connections that a service opens outside of Quarkus' clients. */
@NullMarked
package org.openpeering.kit.tls;

import org.jspecify.annotations.NullMarked;
