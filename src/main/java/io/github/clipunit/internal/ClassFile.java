package io.github.clipunit.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a class file says (The Java Virtual Machine Specification, 4), for those who must not load the class.
 *
 * @param names all names and texts in it
 * @param inherits whether it has a superclass or interfaces, which may have methods too
 */
public record ClassFile(Set<String> names, boolean inherits) {

    private static final int UTF8 = 1;
    private static final int CLASS = 7;

    /** The class of a name, if there is one. */
    public static Optional<ClassFile> find(ClassLoader loader, String name) {
        try (InputStream stream = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return stream == null ? Optional.empty() : Optional.of(read(new DataInputStream(stream)));
        } catch (IOException e) {
            return Optional.of(new ClassFile(Set.of(), true)); // it is there, and nobody can know what is in it
        }
    }

    private static ClassFile read(DataInputStream file) throws IOException {
        file.skipNBytes(8);
        int count = file.readUnsignedShort();
        String[] texts = new String[count];
        int[] classes = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = file.readUTF();
                case CLASS -> classes[i] = file.readUnsignedShort();
                case 8, 16, 19, 20 -> file.skipNBytes(2);
                case 15 -> file.skipNBytes(3);
                case 5, 6 -> {
                    file.skipNBytes(8);
                    i++; // longs and doubles take two places
                }
                default -> file.skipNBytes(4);
            }
        }
        file.skipNBytes(4);
        String parent = texts[classes[file.readUnsignedShort()]];
        boolean hasInterfaces = file.readUnsignedShort() > 0;
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            if (text != null) {
                names.add(text);
            }
        }
        return new ClassFile(names, hasInterfaces || !"java/lang/Object".equals(parent));
    }
}
