/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/webhooks.md tells receivers to do takes what we send, and nothing else. */
class ReceiverExampleTest {
    private static final String SECRET = "opwh_one";
    private static final String BODY = "{\"a\": \"1 % \\\\ $x\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sh", "python"})
    void takesWhatIsOursAndRecent(String language) throws Exception {
        String program = language.equals("sh") ? "openssl" : "python3";
        assumeTrue(isInstalled(program), program + " is not installed");
        Instant now = Instant.now();
        Map<String, String> one = Signature.headers(List.of(SECRET), now, BODY);
        Map<String, String> two = Signature.headers(List.of("opwh_new", SECRET), now, BODY);

        assertThat(takes(language, one, BODY)).isTrue();
        assertThat(takes(language, two, BODY)).as("in a rotation").isTrue();
        assertThat(takes(language, one, BODY + " ")).as("another body").isFalse();
        assertThat(takes(language, Signature.headers(List.of("opwh_two"), now, BODY), BODY))
                .as("another secret")
                .isFalse();
        assertThat(takes(language, Signature.headers(List.of(SECRET), now.minusSeconds(400), BODY), BODY))
                .as("played again")
                .isFalse();
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String example(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/webhooks.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private boolean takes(String language, Map<String, String> headers, String body) throws Exception {
        Files.writeString(folder.resolve("body"), body);
        boolean shell = language.equals("sh");
        String asked = """
                import os, sys
                body = open("body", "rb").read()
                sys.exit(0 if is_ours(os.environ["secret"], os.environ["timestamp"], os.environ["signature"], body) else 1)
                """;
        Path program = Files.writeString(folder.resolve("program"), example(language) + (shell ? "" : asked));
        ProcessBuilder process = new ProcessBuilder(shell ? "bash" : "python3", program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        process.environment().put("secret", SECRET);
        process.environment().put("timestamp", headers.get(Signature.TIMESTAMP));
        process.environment().put("signature", headers.get(Signature.SIGNATURE));
        Process running = process.start();
        assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue())
                .as(Files.readString(folder.resolve("said")))
                .isIn(0, 1);
        return running.exitValue() == 0;
    }
}
