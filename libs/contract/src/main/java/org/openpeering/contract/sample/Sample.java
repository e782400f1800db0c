/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.sample;

import org.openpeering.contract.event.Topic;

/**
 * @param name the topic's, and after a dot the kind of message where it has several
 * @param type by which the topic is read: the message's, or one that is sealed above it
 */
public record Sample(Topic topic, String name, Class<?> type, Object message) {}
