/* SPDX-License-Identifier: Apache-2.0 */
/** What an operator of an agent says, in a file or the environment. */
@NullMarked
package org.openpeering.agent.config;

import org.jspecify.annotations.NullMarked;
