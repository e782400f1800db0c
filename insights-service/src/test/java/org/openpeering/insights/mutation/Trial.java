/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import java.io.IOException;
import java.util.List;
import org.openpeering.insights.bgp.BgpMessage;

/** A decoder with all that it can be made to do with an input; begun anew for each block of inputs. */
interface Trial {
    /** Feeds it. False when it refused the whole of it; anything thrown is a finding. */
    boolean take(byte[] input) throws IOException;

    /** Looks whether it is in order after all these inputs. */
    default void end() {}

    /**
     * A kind of trial.
     *
     * @param corpus good inputs
     * @param mend puts right the lengths in a changed one
     * @param begin makes one
     * @param fixedBytes what an input may allocate, whatever its length
     * @param bytesPerByte and for each of its bytes
     */
    record Kind(
            String name,
            Corpus corpus,
            java.util.function.Consumer<byte[]> mend,
            java.util.function.Supplier<Trial> begin,
            long fixedBytes,
            long bytesPerByte) {
        static List<Kind> all() {
            return List.of(OpenTrial.KIND, UpdateTrial.KIND, BmpTrial.KIND, MrtTrial.KIND, PackedTrial.KIND);
        }

        long most(int length) {
            return fixedBytes + bytesPerByte * length;
        }
    }

    /** Good inputs: of this repository, and what lies beside it. */
    interface Corpus {
        List<byte[]> read() throws IOException;
    }

    /** Writes a length at {@code at}, if the input is long enough. */
    static void length(byte[] input, int at, int width, int value) {
        for (int i = 0; i < width && at + width <= input.length; i++) {
            input[at + i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
    }

    /** The length in the header of a BGP message that begins at {@code from} and fills the rest. */
    static void bgpLength(byte[] input, int from) {
        if (input.length >= from + BgpMessage.HEADER) {
            length(input, from + 16, 2, input.length - from);
        }
    }
}
