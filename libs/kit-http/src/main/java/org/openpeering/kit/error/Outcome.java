/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import org.openpeering.contract.error.ApiError;

/** What a use case comes to. The edge knows the HTTP status of each. */
public sealed interface Outcome<T> {
    /** It did not exist before: 201. */
    record Created<T>(T value) implements Outcome<T> {}

    /** It exists, was read or changed: 200. */
    record Found<T>(T value) implements Outcome<T> {}

    /** It is gone now: 200 without body. */
    record Deleted<T>() implements Outcome<T> {}

    /** It was not there to be deleted: 204. */
    record Absent<T>() implements Outcome<T> {}

    /** It was not done; nothing has changed. */
    record Refused<T>(ApiError error) implements Outcome<T> {}
}
