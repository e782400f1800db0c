/* SPDX-License-Identifier: Apache-2.0 */
/** What became of a subscription's prefixes in a time, in one answer: for those who write reports. */
@NullMarked
package org.openpeering.prefix.routingreport;

import org.jspecify.annotations.NullMarked;
