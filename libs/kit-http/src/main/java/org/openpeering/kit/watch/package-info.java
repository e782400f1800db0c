/* SPDX-License-Identifier: Apache-2.0 */
/** What an operator sees of each request: its time by operation, its step of a trace, and who and what in log lines. */
@NullMarked
package org.openpeering.kit.watch;

import org.jspecify.annotations.NullMarked;
