/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openpeering.kit.json.Json;

/**
 * Watches which of our types Jackson reads or writes member by member, and fails where one is not registered for reflection:
 * a native executable would find no members. Nested types are found with the type that holds them. A test application that
 * has it as an {@code ObjectMapperCustomizer} answers 500 to whatever touches such a type.
 */
public final class JsonWitness extends SimpleModule {
    private static final long serialVersionUID = 1;
    private static final String OURS = "org.openpeering.";
    /** Registers types that can't have the annotation themselves. */
    private static final String CONTRACT = "org.openpeering.kit.json.ContractReflection";

    private final Set<String> registered = new HashSet<>();

    /** @param holders whose annotation lists other types */
    public JsonWitness(Class<?>... holders) {
        super("json-witness");
        Arrays.stream(holders).forEach(this::add);
        try {
            add(Class.forName(CONTRACT, false, JsonWitness.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        setSerializerModifier(new Writing());
        setDeserializerModifier(new Reading());
    }

    private void add(Class<?> holder) {
        RegisterForReflection annotation = holder.getAnnotation(RegisterForReflection.class);
        Arrays.stream(annotation.targets()).map(Class::getName).forEach(registered::add);
        registered.addAll(List.of(annotation.classNames()));
    }

    /** The one set-up of JSON, watched. */
    public ObjectMapper mapper() {
        return Json.mapper().registerModule(this);
    }

    /** Fails when something that a value of this type consists of is not registered, as far as types tell. */
    public static void require(ObjectMapper watched, Type type) {
        JavaType root = watched.constructType(type);
        try {
            watched.getSerializerProviderInstance().findTypedValueSerializer(root, false, null);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof Unregistered found) {
                throw found;
            }
            // What can't be written is read only.
        }
        // Looks for the deserializer at once.
        watched.readerFor(root);
    }

    /** What {@link #require} says, if anything. */
    static Optional<String> missing(ObjectMapper watched, Type type) {
        try {
            require(watched, type);
            return Optional.empty();
        } catch (Unregistered e) {
            return Optional.of(e.getMessage());
        }
    }

    private void check(Class<?> type) {
        if (type.getName().startsWith(OURS) && !isRegistered(type)) {
            throw new Unregistered(type);
        }
    }

    private boolean isRegistered(Class<?> type) {
        RegisterForReflection own = type.getAnnotation(RegisterForReflection.class);
        return registered.contains(type.getName())
                // One that lists others does not register what it stands on.
                || (own != null
                        && (own.targets().length == 0 || List.of(own.targets()).contains(type)));
    }

    /** A type of ours that Jackson looks into. */
    public static final class Unregistered extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Unregistered(Class<?> type) {
            super(type.getName()
                    + " crosses JSON: annotate it with @RegisterForReflection, or native executables find no"
                    + " members in it");
        }
    }

    private final class Writing extends BeanSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            if (serializer instanceof BeanSerializerBase) {
                check(description.getBeanClass());
            }
            return serializer;
        }
    }

    private final class Reading extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            if (deserializer instanceof BeanDeserializerBase) {
                check(description.getBeanClass());
            }
            return deserializer;
        }
    }
}
