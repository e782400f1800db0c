/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One message of each kind that crosses Kafka: what a service tries before it reads or writes a topic, and what the golden
 * files hold.
 */
@NullMarked
package org.openpeering.contract.sample;

import org.jspecify.annotations.NullMarked;
