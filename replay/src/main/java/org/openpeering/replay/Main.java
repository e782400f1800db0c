/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program behind {@code local-stack/replay}. Exit codes: 0 when all was played; 1 when the recording is damaged, or the
 * other end was not there or went away; 2 when an option or the file does not fit.
 */
public final class Main {
    static final int PLAYED = 0;
    static final int FAILED = 1;
    static final int UNUSABLE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // The script knows; System.console() would look at the input as well.
        Replay replay = new Replay(out, Boolean.getBoolean("replay.terminal"));
        Runtime.getRuntime().addShutdownHook(new Thread(replay::close, "signal"));
        int code = run(arguments, replay, out);
        // Not exit: the shutdown hook is for signals.
        Runtime.getRuntime().halt(code);
    }

    static int run(String[] arguments, Replay replay, PrintStream out) {
        try {
            Options options = Options.parse(arguments, System.getenv());
            if (options.help()) {
                out.print(Options.usage());
            } else if (options.list()) {
                out.print(Staged.list());
            } else {
                replay.play(options);
            }
            return PLAYED;
        } catch (ReplayException e) {
            out.println(e.getMessage() + (String.valueOf(e.getMessage()).contains("\n") ? "" : "."));
            return e.code();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            replay.close();
        }
    }
}
