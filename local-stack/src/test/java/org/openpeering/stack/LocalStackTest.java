/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.process.StackException;

class LocalStackTest {
    @TempDir
    Path folder;

    @Test
    void oneFolderServesOneStackAtATimeAndIsFreeAfterwards() {
        try (LocalStack first = stack(EnumSet.of(Part.POSTGRES))) {
            first.start();
            assertThat(first.service("postgres").isRunning()).isTrue();

            LocalStack second = stack(EnumSet.of(Part.POSTGRES));
            assertThatThrownBy(second::start)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Another stack is running on " + folder + ": process "
                            + ProcessHandle.current().pid() + ", since ")
                    .hasMessageContaining("or by: kill ");
            assertThat(first.postgres().isRunning()).isTrue();
        }
        assertThat(folder.resolve("lock")).isEmptyFile();
        LocalStack later = stack(EnumSet.of(Part.POSTGRES));
        later.forget();
        assertThat(folder.resolve("postgres")).doesNotExist();
        assertThat(folder.resolve("secrets")).exists();
    }

    @Test
    void onePortForTwoThingsIsRefused() {
        StackPorts ports = StackPorts.usual().with(Port.PREFIX, 8081);

        assertThatThrownBy(LocalStack.builder().data(folder).ports(ports).build()::start)
                .hasMessageContaining("Port 8081 is set for two things")
                .hasMessageContaining("--partner-port")
                .hasMessageContaining("--prefix-port");
    }

    @Test
    void aPartThatWasNotChosenIsNotThere() {
        assertThatThrownBy(() -> stack(EnumSet.of(Part.KAFKA)).service("gateway"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private LocalStack stack(EnumSet<Part> parts) {
        return LocalStack.builder()
                .data(folder)
                .ports(StackPorts.free())
                .parts(parts)
                .build();
    }
}
