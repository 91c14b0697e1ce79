package io.github.clipunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The content of a class file (The Java Virtual Machine Specification, 4), for callers that must not load the class.
 *
 * @param names all names and strings in it
 * @param inherits whether it has a superclass or interfaces, which may have methods too
 */
public record ClassFile(Set<String> names, boolean inherits) {

    /** Returns the class file of a class, or empty if there is none. */
    public static Optional<ClassFile> find(ClassLoader loader, String name) {
        try (InputStream stream = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return stream == null ? Optional.empty() : Optional.of(of(new ConstantPool(stream.readAllBytes())));
        } catch (IOException | RuntimeException e) {
            return Optional.of(new ClassFile(Set.of(), true)); // it exists, but its content is unknown
        }
    }

    private static ClassFile of(ConstantPool constants) {
        Set<String> names = IntStream.range(1, constants.count())
                .filter(constant -> constants.kind(constant) == ConstantPool.TEXT)
                .mapToObj(constants::text)
                .collect(Collectors.toSet());
        int parent = constants.wide(constants.end() + 4);
        boolean isPlain = constants.kind(parent) != 0
                && constants.text(constants.wide(constants.place(parent))).equals("java/lang/Object");
        boolean hasInterfaces = constants.wide(constants.end() + 6) > 0;
        return new ClassFile(names, hasInterfaces || !isPlain);
    }
}
