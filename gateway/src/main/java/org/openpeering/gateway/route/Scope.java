/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.route;

/** What a path stands under; decides who may call and whose quota pays. */
public enum Scope {
    /** {@code /subscriptions/<id>/…}: callers with a role in it. */
    SUBSCRIPTION,
    /** {@code /providers/…}: every caller with a valid token. */
    TENANT,
    /** {@code /operator/…}: operators. */
    OPERATOR,
    /** {@code /telemetry/…}: agents. */
    AGENT,
    /** Nothing that is served. */
    NOWHERE
}
