package io.github.clipunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a class file says (The Java Virtual Machine Specification, 4), for those who must not load the class.
 *
 * @param names all names and texts in it
 * @param inherits whether it has a superclass or interfaces, which may have methods too
 */
public record ClassFile(Set<String> names, boolean inherits) {

    /** The class of a name, if there is one. */
    public static Optional<ClassFile> find(ClassLoader loader, String name) {
        try (InputStream stream = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return stream == null ? Optional.empty() : Optional.of(of(new ConstantPool(stream.readAllBytes())));
        } catch (IOException | RuntimeException e) {
            return Optional.of(new ClassFile(Set.of(), true)); // it is there, and nobody can know what is in it
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
