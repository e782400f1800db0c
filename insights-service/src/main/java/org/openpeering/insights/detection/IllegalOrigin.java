/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.prefix.MonitoredPrefix;

/** What the rules about an origin that is not legal have in common. */
final class IllegalOrigin {
    private IllegalOrigin() {}

    static String words(MonitoredPrefix context, ObservedRoute first, String title) {
        boolean part = !first.prefix().equals(context.prefix());
        return title + ": " + first.prefix() + (part ? ", a part of the monitored " + context.prefix() + "," : "")
                + " is announced with " + Origin.words(first) + "; " + Wording.legal(context);
    }

    static String acquittal(MonitoredPrefix context, ObservedRoute held) {
        String why = !context.policy().announced()
                ? "The prefix was declared not to be announced at all"
                : context.legalOrigins().isEmpty()
                        ? "No legal origins are declared any more"
                        : "The " + Origin.words(held) + " was declared legal";
        return why + ", as of revision " + context.revision() + " of the declaration.";
    }
}
