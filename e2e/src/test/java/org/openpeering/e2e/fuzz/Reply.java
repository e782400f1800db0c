/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import java.util.Map;

/**
 * What came back.
 *
 * @param headers by their names in lower case
 * @param closes the connection serves nothing more
 */
record Reply(int status, Map<String, String> headers, String body, long millis, boolean closes) {
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
