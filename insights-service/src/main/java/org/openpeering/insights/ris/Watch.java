/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.util.Optional;

/** Lets one instance alone read the feed, and keeps what one reader leaves to the next. Used by one thread. */
public interface Watch extends AutoCloseable {
    /** Which of this instance's turns it is, from 1 on; 0 while it is not its turn. To be asked several times a second. */
    long turn();

    /** What was left last, by whichever instance, an empty text for nothing; empty when it can't be told now. */
    Optional<String> left();

    /** False when it is not kept: the turn is over, or nobody can tell now. */
    boolean leave(String text);

    @Override
    void close();
}
