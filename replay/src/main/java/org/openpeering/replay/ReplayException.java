/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

/** Ends the program with a sentence for people. */
final class ReplayException extends RuntimeException {
    private final int code;

    private ReplayException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Arguments, or a file, that nothing can be done with. */
    static ReplayException unusable(String message) {
        return new ReplayException(Main.UNUSABLE, message);
    }

    /** It began, and did not come to its end. */
    static ReplayException failed(String message) {
        return new ReplayException(Main.FAILED, message);
    }

    int code() {
        return code;
    }
}
