package io.github.clipunit.internal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The constants of a class file (The Java Virtual Machine Specification, 4.4); malformed ones throw any exception. */
final class ConstantPool {

    static final int TEXT = 1;
    static final int METHOD = 10;

    private static final int COUNT = 8;

    private final ByteBuffer file;
    /** The position of each constant's content; 0 for numbers without a constant. */
    private final int[] places;

    private final int end;

    ConstantPool(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
        places = new int[wide(COUNT)];
        int at = COUNT + 2;
        for (int i = 1; i < places.length; i++) {
            places[i] = at + 1;
            int kind = file.get(at);
            at += switch (kind) {
                case TEXT -> 3 + wide(at + 1);
                case 5, 6 -> 9;
                case 7, 8, 16, 19, 20 -> 3;
                case 15 -> 4;
                default -> 5;
            };
            i += kind == 5 || kind == 6 ? 1 : 0; // longs and doubles take two places
        }
        end = at;
    }

    /** Returns the class file. */
    ByteBuffer file() {
        return file;
    }

    /** Returns the position after the constants, where the access flags begin. */
    int end() {
        return end;
    }

    /** Returns the number after that of the last constant. */
    int count() {
        return places.length;
    }

    /** Returns the kind of a constant, or 0 if there is none of that number. */
    int kind(int constant) {
        return constant >= places.length || places[constant] == 0 ? 0 : file.get(places[constant] - 1);
    }

    /** Returns the position of a constant's content in the file. */
    int place(int constant) {
        return places[constant];
    }

    /** Returns a number of two bytes in the file. */
    int wide(int place) {
        return file.getShort(place) & 0xffff;
    }

    /** Returns a constant that is a string. */
    String text(int constant) {
        int place = places[constant];
        byte[] bytes = file.array();
        try {
            return new DataInputStream(new ByteArrayInputStream(bytes, place, bytes.length - place)).readUTF();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
