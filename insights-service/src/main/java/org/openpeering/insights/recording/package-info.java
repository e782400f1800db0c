/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a recording of BGP would have raised: an operator's upload is read as it comes, compared with the monitored
 * prefixes, and answered with the events. Nothing of it touches what the collector and the detectors hold.
 *
 * <p>{@link org.openpeering.insights.recording.Analysis} is the whole of it, without beans; its memory is what the
 * detectors hold of the monitored prefixes, however large the recording is, and {@link
 * org.openpeering.insights.recording.Bounds} ends what would go beyond.
 */
@NullMarked
package org.openpeering.insights.recording;

import org.jspecify.annotations.NullMarked;
