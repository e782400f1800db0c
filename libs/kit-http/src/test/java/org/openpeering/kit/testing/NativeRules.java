/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.openpeering.architecture.ModuleRules;

/**
 * What a native executable needs to be told, since it holds only what the image builder sees used: types that Jackson looks
 * into, classes that are named by text, files that are read by name. What an extension finds by itself (entities,
 * converters, beans, endpoints' parameters, Flyway's SQL) needs no telling; {@link JsonWitness} finds what is written and
 * read in the tests.
 */
public abstract class NativeRules extends ModuleRules {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final List<String> SETTINGS =
            List.of("application.properties", "META-INF/microprofile-config.properties");
    private static final String CONVERTER = "jakarta.persistence.AttributeConverter";
    private static final Pattern CLASS_NAME = Pattern.compile("org\\.openpeering(?:\\.[a-z]\\w*)+\\.[A-Z][\\w$]*");
    private static final Pattern JSON_NAME = Pattern.compile(".*(Spec|View|Report)");

    /** A record that is named as a class in the code, or as one that crosses JSON, and does not. */
    protected boolean staysInside(Class<?> type) {
        return false;
    }

    @Test
    void whatJacksonLooksIntoIsRegistered() {
        ObjectMapper watched = new JsonWitness(holders()).mapper();
        assertThat(jsonTypes().stream()
                        .flatMap(type -> JsonWitness.missing(watched, type).stream())
                        .distinct())
                .as("types that cross JSON")
                .isEmpty();
    }

    /** The classes whose annotation lists others. */
    private Class<?>[] holders() {
        return registered()
                .filter(type -> type.getAnnotation(RegisterForReflection.class).targets().length > 0)
                .toArray(Class<?>[]::new);
    }

    private Stream<Class<?>> registered() {
        return code().stream()
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .map(JavaClass::reflect);
    }

    private List<Type> jsonTypes() {
        Stream<Class<?>> named = code().stream()
                .filter(type -> type.isRecord()
                        && JSON_NAME.matcher(type.getSimpleName()).matches())
                .map(JavaClass::reflect);
        Stream<Class<?>> literals = code().stream()
                .flatMap(type -> type.getReferencedClassObjects().stream()
                        .map(ReferencedClassObject::getRawType)
                        // Of its own logger.
                        .filter(used -> !used.equals(type)))
                .filter(type -> type.getPackageName().startsWith("org.openpeering") && type.isRecord())
                .map(JavaClass::reflect);
        Stream<Class<?>> listed = registered()
                .flatMap(type -> Stream.concat(
                        Stream.of(type),
                        Arrays.stream(
                                type.getAnnotation(RegisterForReflection.class).targets())));
        Stream<Type> references = code().stream()
                .filter(type -> type.isAssignableTo(TypeReference.class) || type.isAssignableTo(CONVERTER))
                .filter(type -> type.reflect().getGenericSuperclass() instanceof ParameterizedType)
                .map(type -> ((ParameterizedType) type.reflect().getGenericSuperclass()).getActualTypeArguments()[0]);
        List<Type> types = new ArrayList<>(references.toList());
        Stream.of(named, literals, listed)
                .flatMap(some -> some)
                .distinct()
                .filter(type -> type.isRecord() && !staysInside(type))
                .forEach(types::add);
        return types;
    }

    /** Converters, serializers, dialects and whatever else is made from its name. */
    @Test
    void whatIsNamedByTextIsRegistered() {
        Set<String> names = new TreeSet<>();
        settings()
                .forEach((key, value) ->
                        CLASS_NAME.matcher(String.valueOf(value)).results().forEach(found -> names.add(found.group())));
        code().forEach(type ->
                texts(type).filter(text -> CLASS_NAME.matcher(text).matches()).forEach(names::add));
        List<String> known = registered().map(Class::getName).toList();
        assertThat(names.stream().filter(NativeRules::isClass).toList())
                .as("classes that are found by their name: annotate them with @RegisterForReflection")
                .isSubsetOf(known);
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, NativeRules.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Stream<String> texts(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return StreamSupport.stream(
                    ClassFile.of().parse(in.readAllBytes()).constantPool().spliterator(), false)
                    .filter(StringEntry.class::isInstance)
                    .map(entry -> ((StringEntry) entry).stringValue())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void migrationsInJavaAreRegistered() {
        assertThat(code().stream()
                        .filter(type -> type.isAssignableTo("org.flywaydb.core.api.migration.JavaMigration"))
                        .filter(type -> !type.isAnnotatedWith(RegisterForReflection.class))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    /** Hibernate's extension registers those that it sees: by annotation, here or where one is used. */
    @Test
    void convertersAreSeen() {
        assertThat(code().stream()
                        .filter(type -> type.isAssignableTo(CONVERTER))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(type -> !type.isAnnotatedWith("jakarta.persistence.Converter"))
                        .map(JavaClass::getName))
                .as("annotate them with @Converter, as Jakarta Persistence wants")
                .isEmpty();
    }

    @Test
    void filesThatAreReadByNameAreIncluded() throws IOException {
        if (!Files.isDirectory(CLASSES)) {
            return;
        }
        List<String> globs = List.of(
                settings().getProperty("quarkus.native.resources.includes", "").split("\\s*,\\s*", -1));
        try (Stream<Path> files = Files.walk(CLASSES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(CLASSES::relativize)
                            .filter(file -> !file.toString().endsWith(".class"))
                            .filter(file -> !isFoundByItself(file.toString()))
                            .filter(file -> globs.stream()
                                    .noneMatch(glob -> FileSystems.getDefault()
                                            .getPathMatcher("glob:" + glob)
                                            .matches(file)))
                            .map(Path::toString))
                    .as("files that no native executable would hold: add them to quarkus.native.resources.includes")
                    .isEmpty();
        }
    }

    /** Settings, the index of classes, and the folders of quarkus.flyway.locations. */
    private static boolean isFoundByItself(String file) {
        return SETTINGS.contains(file) || file.equals("META-INF/jandex.idx") || file.startsWith("db/");
    }

    private static Properties settings() {
        Properties settings = new Properties();
        for (String name : SETTINGS) {
            Path file = CLASSES.resolve(name);
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    settings.load(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return settings;
    }
}
