package io.github.clipunit.junit;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.judge.PictureJudge;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The {@link ClipExtension}s that test classes hold in fields. */
final class Registered {

    private final Map<Class<?>, List<Field>> fields = new ConcurrentHashMap<>();

    /** Returns whether a class, a superclass or one of its interfaces declares such a field. */
    static boolean isDeclaredBy(Class<?> type) {
        return !fieldsOf(type).isEmpty();
    }

    private static List<Field> fieldsOf(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(
                type,
                RegisterExtension.class,
                field -> field.getType() == ClipExtension.class,
                HierarchyTraversalMode.TOP_DOWN);
    }

    /**
     * Returns whether the class of a context, or an enclosing class whose extensions it inherits, declares such a
     * field.
     */
    boolean isDeclaredFor(ExtensionContext context) {
        for (Class<?> type : classes(context)) {
            if (!fields(type).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the extensions available in a context, those of the nearest class first. Instance fields need an
     * instance.
     */
    List<ClipExtension> of(ExtensionContext context) {
        List<ClipExtension> found = new ArrayList<>();
        for (Class<?> type : classes(context)) {
            found.addAll(of(type, context));
        }
        return found;
    }

    /**
     * Returns the scorer that a class itself registers, if any.
     *
     * @throws ExtensionConfigurationException if the class registers several
     */
    Optional<ClipScorer> scorer(Class<?> type, ExtensionContext context) {
        return one(type, context, ClipExtension::scorer, "scorer", "scoredBy");
    }

    /** Returns the judge that the nearest class registers, if any. Several are refused, as for scorers. */
    Optional<PictureJudge> judge(ExtensionContext context) {
        return classes(context).stream()
                .flatMap(type -> one(type, context, ClipExtension::judge, "judge", "judgedBy").stream())
                .findFirst();
    }

    private <T> Optional<T> one(
            Class<?> type,
            ExtensionContext context,
            Function<ClipExtension, Optional<T>> part,
            String what,
            String method) {
        List<T> found = of(type, context).stream()
                .flatMap(extension -> part.apply(extension).stream())
                .toList();
        if (found.size() > 1) {
            throw new ExtensionConfigurationException(
                    "a test class may have only one " + what + ", but [" + type.getName()
                            + "] registers several: " + found + "; keep one ClipExtension." + method + "(" + what
                            + "), and set the others in single assertions with assertThat(image)." + method + "(" + what
                            + ")");
        }
        return found.stream().findFirst();
    }

    private List<ClipExtension> of(Class<?> type, ExtensionContext context) {
        List<ClipExtension> found = new ArrayList<>();
        for (Field field : fields(type)) {
            Optional<Object> holder = context.getTestInstances().flatMap(all -> all.findInstance(type));
            if (Modifier.isStatic(field.getModifiers()) || holder.isPresent()) {
                read(field, holder).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<ClipExtension> read(Field field, Optional<Object> holder) {
        return ReflectionSupport.tryToReadFieldValue(field, holder.orElse(null))
                .toOptional()
                .map(ClipExtension.class::cast);
    }

    private List<Field> fields(Class<?> type) {
        return fields.computeIfAbsent(type, Registered::fieldsOf);
    }

    private static Set<Class<?>> classes(ExtensionContext context) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (at.get().getElement().orElse(null) instanceof Class<?> type) {
                found.add(type);
            }
        }
        return found;
    }
}
