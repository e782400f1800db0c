/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a native executable would carry from the machine that built it, since static initialisers run there: seeds,
 * threads, sockets, open files, memory outside of the heap, times, and what was read from the environment. The image builder
 * refuses only some of it. Followed are calls of a static initialiser to methods of its own class; a lambda runs later.
 */
final class BuildTimeState extends ArchCondition<JavaClass> {
    private static final List<String> TYPES = List.of(
            "java.util.Random",
            "java.util.random.RandomGenerator",
            "java.util.Timer",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.Process",
            "java.lang.ProcessHandle",
            "java.util.concurrent.Executor",
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.InetAddress",
            "java.net.http.HttpClient",
            "java.nio.channels.Channel",
            "java.nio.MappedByteBuffer",
            "java.io.FileDescriptor",
            "java.io.RandomAccessFile",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.Reader",
            "java.io.Writer");

    /** By owner; an empty set: every method. */
    private static final Map<String, Set<String>> CALLS = Map.ofEntries(
            Map.entry(
                    "java.lang.System",
                    Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime", "console")),
            Map.entry("java.lang.Integer", Set.of("getInteger")),
            Map.entry("java.lang.Long", Set.of("getLong")),
            Map.entry("java.lang.Boolean", Set.of("getBoolean")),
            Map.entry("java.lang.Runtime", Set.of("availableProcessors", "maxMemory", "totalMemory", "freeMemory")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.Locale", Set.of("getDefault")),
            Map.entry("java.util.TimeZone", Set.of("getDefault")),
            Map.entry("java.time.ZoneId", Set.of("systemDefault")),
            Map.entry("java.time.Clock", Set.of("systemDefaultZone")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDate", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.nio.charset.Charset", Set.of("defaultCharset")),
            Map.entry("java.nio.ByteBuffer", Set.of("allocateDirect")),
            Map.entry("java.nio.file.Files", Set.of()),
            Map.entry("java.net.NetworkInterface", Set.of()),
            Map.entry("java.net.InetAddress", Set.of()),
            Map.entry("org.eclipse.microprofile.config.ConfigProvider", Set.of()));

    BuildTimeState() {
        super("keep nothing of the machine that builds it in a static field");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> isKept(field.getRawType()))
                .forEach(field -> events.add(SimpleConditionEvent.violated(type, describe(field))));
        type.getStaticInitializer().ifPresent(begin -> {
            Set<JavaCodeUnit> seen = new HashSet<>(Set.of(begin));
            Deque<JavaCodeUnit> left = new ArrayDeque<>(seen);
            while (!left.isEmpty()) {
                check(type, left.pop(), events).filter(seen::add).forEach(left::push);
            }
        });
    }

    /** The methods of the same class that it calls. */
    private static Stream<? extends JavaCodeUnit> check(JavaClass type, JavaCodeUnit unit, ConditionEvents events) {
        unit.getCallsFromSelf().stream()
                .filter(call -> !call.isDeclaredInLambda())
                .filter(call -> reads(call.getTarget())
                        || (call.getTarget().getName().equals("<init>") && isKept(call.getTargetOwner())))
                .forEach(call -> events.add(SimpleConditionEvent.violated(
                        type,
                        "%s reads or makes in its static initialiser what belongs to the machine: %s.%s in line %d"
                                .formatted(
                                        type.getName(),
                                        call.getTargetOwner().getName(),
                                        call.getTarget().getName(),
                                        call.getLineNumber()))));
        return unit.getMethodCallsFromSelf().stream()
                .filter(call ->
                        !call.isDeclaredInLambda() && call.getTargetOwner().equals(type))
                .flatMap(call -> call.getTarget().resolveMember().stream());
    }

    private static boolean reads(AccessTarget.CodeUnitCallTarget target) {
        Set<String> names = CALLS.get(target.getOwner().getName());
        return names != null && (names.isEmpty() || names.contains(target.getName()));
    }

    private static boolean isKept(JavaClass type) {
        return TYPES.stream().anyMatch(type::isAssignableTo);
    }

    private static String describe(JavaField field) {
        return "%s is static and a %s"
                .formatted(field.getFullName(), field.getRawType().getSimpleName());
    }
}
