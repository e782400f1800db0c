/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

/** What is told apart in an answer. */
public enum By {
    SUBJECT,
    SITE,
    SOURCE
}
