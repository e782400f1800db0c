/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Webhooks: where a subscription wants to be told of the events of its prefixes, which of them, in which format, and the secret
 * that its messages are signed with. Who sends is {@code delivery}.
 */
@NullMarked
package org.openpeering.prefix.webhook;

import org.jspecify.annotations.NullMarked;
