/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.List;
import org.openpeering.contract.insights.EventType;

/** A bound, and what is said of it. Keeps nothing: what it says follows from the facts alone. */
public interface QualityRule {
    /** With its version, such as {@code far-entry/1}. */
    String name();

    default EventType type() {
        return EventType.PREFIX_SUBOPTIMAL_ROUTING_EVENT;
    }

    Watch.Terms terms();

    /** Of each subject that something is known of; of others all stays as it is. */
    List<Verdict> judge(Facts facts);

    /** Why it is not wrong any more; a sentence. */
    String calmed();

    /** The name without the version, which tells events of several rules apart. */
    static String base(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }
}
