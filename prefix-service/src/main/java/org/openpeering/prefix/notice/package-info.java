/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a receiver is told of an event, in the format that it reads. Pure: an event and its subscription in, bytes and headers
 * out; {@link org.openpeering.prefix.notice.Signature} shows that they are ours.
 */
@NullMarked
package org.openpeering.prefix.notice;

import org.jspecify.annotations.NullMarked;
