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
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.util.regex.Pattern;

/** Finds statements in which the database folds case. Read from the constants of the byte code, where all texts stand. */
final class FoldedCase extends ArchCondition<JavaClass> {
    private static final Pattern FOLDING =
            Pattern.compile("\\b(?:lower|upper)\\s*\\(|\\bilike\\b", Pattern.CASE_INSENSITIVE);

    FoldedCase() {
        super("leave folding case to Java");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        URI source = type.getSource().orElseThrow().getUri();
        try (InputStream in = source.toURL().openStream()) {
            for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                if (entry instanceof Utf8Entry text
                        && FOLDING.matcher(text.stringValue()).find()) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " folds case in SQL: " + text.stringValue()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
