/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;

class ContractReflectionTest {
    @Test
    void registersEveryRecordThatCrossesKafkaForNativeExecutables() {
        List<String> crossing = new ClassFileImporter()
                        .importPackages(
                                "org.openpeering.contract.partner",
                                "org.openpeering.contract.prefix",
                                "org.openpeering.contract.insights",
                                "org.openpeering.contract.latency")
                        .stream()
                        .filter(type -> type.isRecord() || type.isEquivalentTo(RouteChange.class))
                        // They cross as text.
                        .filter(type -> !type.isEquivalentTo(SessionId.class) && !type.isEquivalentTo(RouteId.class))
                        // It crosses in bytes of its own.
                        .filter(type -> !type.getName().startsWith(RouteChangeBatch.class.getName()))
                        .map(JavaClass::getName)
                        .sorted()
                        .toList();
        List<String> registered = Arrays.stream(ContractReflection.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets())
                .map(Class::getName)
                .sorted()
                .toList();
        assertThat(registered).isEqualTo(crossing);
    }
}
