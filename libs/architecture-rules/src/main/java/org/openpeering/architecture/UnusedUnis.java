/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.StackInstruction;
import java.net.URI;
import java.util.Set;

/**
 * Finds calls that return a {@code Uni} or {@code Multi} which is dropped at once: nobody subscribes, so nothing happens.
 * Read from the byte code: an invocation with such a result, followed by a pop.
 */
final class UnusedUnis extends ArchCondition<JavaClass> {
    private static final Set<String> LAZY = Set.of("io.smallrye.mutiny.Uni", "io.smallrye.mutiny.Multi");

    UnusedUnis() {
        super("use every Uni and Multi that a call returns");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        URI source = type.getSource().orElseThrow().getUri();
        try (InputStream in = source.toURL().openStream()) {
            ClassFile.of().parse(in.readAllBytes()).methods().forEach(method -> check(type, method, events));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(JavaClass type, MethodModel method, ConditionEvents events) {
        int line = 0;
        boolean lazy = false;
        for (CodeElement element :
                method.code().stream().flatMap(code -> code.elementStream()).toList()) {
            if (element instanceof LineNumber number) {
                line = number.line();
                continue;
            }
            if (lazy && element instanceof StackInstruction pop && pop.opcode() == Opcode.POP) {
                events.add(SimpleConditionEvent.violated(
                        type,
                        "%s.%s drops a Uni in line %d"
                                .formatted(type.getName(), method.methodName().stringValue(), line)));
            }
            lazy = element instanceof InvokeInstruction call && isLazy(call);
        }
    }

    private static boolean isLazy(InvokeInstruction call) {
        String returned = call.typeSymbol().returnType().descriptorString();
        return LAZY.contains(returned.replaceAll("^L|;$", "").replace('/', '.'));
    }
}
