/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The edge routers from which sessions are observed. A router's metro says where its sessions are; who must know that it
 * moved implements {@code EdgeRouterWatcher}.
 */
@NullMarked
package org.openpeering.partner.router;

import org.jspecify.annotations.NullMarked;
