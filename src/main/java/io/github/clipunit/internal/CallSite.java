package io.github.clipunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A place in a test's code: the line, and from the class file (JVM specification, chapter 4) the use of the results of
 * its calls. Creating one walks a few frames; the class file is read only when it is needed. Positions are lines rather
 * than offsets, because agents that measure coverage change the offsets.
 */
public final class CallSite {

    /**
     * Retains classes, because JDK 25 returns a frame's descriptor only with its class, contrary to its documentation.
     */
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final Set<String> LIBRARIES =
            Set.of("io.github.clipunit.assertj", "io.github.clipunit.run", "io.github.clipunit.internal");
    private static final String ASSERTIONS = "io/github/clipunit/assertj/";

    private static final byte POP = 0x57;
    private static final byte LOAD_DOUBLE = 0x14;
    private static final byte INVOKE_VIRTUAL = (byte) 0xb6;
    private static final byte INVOKE_STATIC = (byte) 0xb8;

    private final StackFrame frame;

    private CallSite(StackFrame frame) {
        this.frame = frame;
    }

    /** Returns the line that called clipunit's assertions; empty if there are only assertions on the stack. */
    public static Optional<CallSite> here() {
        return STACK.walk(
                frames -> frames.filter(CallSite::isOutside).findFirst().map(CallSite::new));
    }

    private static boolean isOutside(StackFrame frame) {
        String type = frame.getClassName();
        int end = type.lastIndexOf('.');
        return !type.startsWith("org.assertj.") && (end < 0 || !LIBRARIES.contains(type.substring(0, end)));
    }

    /** Returns the line in the form of stack traces, such as {@code (FoxTest.java:23)}, which IDEs turn into links. */
    @Override
    public String toString() {
        return "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }

    /** Returns whether the line ignores the result of one of these assertion methods. */
    public boolean drops(Set<String> methods) {
        return calls().stream().anyMatch(call -> methods.contains(call.name) && call.isDropped);
    }

    /** Returns the constant passed to an assertion method that is called on the result of another one. */
    public OptionalDouble constantOfNext(String method, String next) {
        return calls().stream()
                .filter(call -> call.name.equals(method) && call.next.equals(next))
                .mapToDouble(Call::given)
                .findFirst();
    }

    private List<Call> calls() {
        String name = frame.getClassName().replace('.', '/') + ".class";
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file =
                loader == null ? ClassLoader.getSystemResourceAsStream(name) : loader.getResourceAsStream(name)) {
            return file == null ? List.of() : new Code(file.readAllBytes()).calls(frame);
        } catch (IOException | RuntimeException e) {
            return List.of(); // the message then has less detail
        }
    }

    /**
     * A call of an assertion method.
     *
     * @param next the method that is called next, with a constant, or empty
     */
    private record Call(String name, boolean isDropped, String next, double given) {}

    /** The code of a class file, read only as far as necessary. */
    private static final class Code {

        private final ConstantPool constants;
        private final ByteBuffer file;

        Code(byte[] bytes) {
            constants = new ConstantPool(bytes);
            file = constants.file();
        }

        private int wide(int place) {
            return constants.wide(place);
        }

        private String text(int constant) {
            return constants.text(constant);
        }

        List<Call> calls(StackFrame wanted) {
            List<Call> found = new ArrayList<>();
            int at = constants.end() + 8 + 2 * wide(constants.end() + 6);
            for (int kind = 0; kind < 2; kind++) { // fields, then methods
                int members = wide(at);
                at += 2;
                for (; members > 0; members--) {
                    boolean isWanted = text(wide(at + 2)).equals(wanted.getMethodName())
                            && text(wide(at + 4)).equals(wanted.getDescriptor());
                    int attributes = wide(at + 6);
                    at += 8;
                    for (; attributes > 0; attributes--, at += 6 + file.getInt(at + 2)) {
                        if (isWanted && text(wide(at)).equals("Code")) {
                            addCalls(found, at + 6, wanted.getLineNumber());
                        }
                    }
                }
            }
            return found;
        }

        private void addCalls(List<Call> found, int code, int line) {
            int start = code + 8;
            int end = start + file.getInt(code + 4);
            int place = end + 4 + 8 * wide(end);
            for (int attributes = wide(place - 2); attributes > 0; attributes--, place += 6 + file.getInt(place + 2)) {
                if (!text(wide(place)).equals("LineNumberTable")) {
                    continue;
                }
                int rows = wide(place + 6);
                for (int row = 0; row < rows; row++) {
                    int entry = place + 8 + 4 * row;
                    int last = row + 1 < rows ? start + wide(entry + 4) : end;
                    for (int i = start + wide(entry); wide(entry + 2) == line && i < last; i++) {
                        add(found, i);
                    }
                }
            }
        }

        private void add(List<Call> found, int place) {
            String name = called(place);
            if (!name.isEmpty()) {
                int after = place + 3;
                String next = file.get(after) == LOAD_DOUBLE ? called(after + 3) : "";
                double given = next.isEmpty() ? Double.NaN : file.getDouble(constants.place(wide(after + 1)));
                found.add(new Call(name, file.get(after) == POP, next, given));
            }
        }

        /** Returns the assertion method that is called, or empty. */
        private String called(int place) {
            int reference = wide(place + 1);
            if ((file.get(place) != INVOKE_STATIC && file.get(place) != INVOKE_VIRTUAL)
                    || constants.kind(reference) != ConstantPool.METHOD) {
                return "";
            }
            int owner = constants.place(wide(constants.place(reference)));
            int nameAndType = constants.place(wide(constants.place(reference) + 2));
            return text(wide(owner)).startsWith(ASSERTIONS) ? text(wide(nameAndType)) : "";
        }
    }
}
