package io.github.clipunit.doctor;

import io.github.clipunit.internal.Secrets;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An examination of everything that decides whether clipunit works on a machine. */
public final class Doctor {

    /** The cosine of the first reference picture and its prompt, by the model in the jar. */
    static final double KNOWN = 0.4224;

    /** Processors round differently; a wrong library deviates further. */
    private static final double TOLERANCE = 0.005;

    private static final long LEAST_ROOM = 1L << 30;

    private static final List<String> NEEDED = List.of("onnxruntime", "tokenizers", "api");

    private static final List<String> OTHERS =
            List.of("clipunit", "junit-jupiter-api", "junit-platform-launcher", "assertj-core");

    private final Machine machine;
    private final PrintWriter out;
    private int wrong;

    private Doctor(Machine machine, PrintWriter out) {
        this.machine = machine;
        this.out = out;
    }

    /**
     * Writes the findings as a code block for an issue, without secrets and with the user's home as {@code ~}.
     *
     * @return whether nothing is wrong; files that are not on disk and servers that are not reachable are not wrong
     */
    public static boolean examine(Machine machine, PrintWriter out) {
        out.println("```text");
        Doctor doctor = new Doctor(machine, out);
        doctor.look();
        out.println(doctor.wrong == 0 ? "nothing is wrong" : doctor.wrong + " wrong");
        out.println("```");
        return doctor.wrong == 0;
    }

    private void tell(boolean isRight, String topic, String fact) {
        String home = property("user.home");
        String clean = Secrets.without(fact);
        out.printf(
                "%-5s  %-10s  %s%n",
                isRight ? "ok" : "WRONG", topic, home.length() > 1 ? clean.replace(home, "~") : clean);
        wrong += isRight ? 0 : 1;
    }

    private String property(String name) {
        return machine.properties().getProperty(name, "");
    }

    private void look() {
        tell(
                true,
                "java",
                property("java.version") + " (" + property("java.vendor") + ") in [" + property("java.home") + "]");
        tell(true, "system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        NEEDED.forEach(this::library);
        OTHERS.forEach(this::library);
        String home = property("user.home");
        if (home.length() > 1 && Files.isDirectory(Path.of(home))) {
            folder("home", "folder", Path.of(home));
        } else {
            tell(false, "home", "[" + home + "] is not a folder: set HOME, or -Duser.home");
        }
        machine.caches().forEach((what, cache) -> folder("cache", what, cache));
        set("proxy", "(?i)(HTTPS?|NO)_PROXY", "https?\\.(proxy.*|nonProxyHosts)");
        tell(true, "hub", machine.hub().get());
        model();
        score();
        set("setting", "(CLIPUNIT|HF|HUGGINGFACE|TRANSFORMERS|XDG|DJL|ENGINE)_.*|CI", "clipunit\\..*");
    }

    /** Reports the place of a library on the class path, or in the jar of the command line. */
    private void library(String artifact) {
        Pattern jar = Pattern.compile(artifact + "(?:_gpu)?-\\d.*\\.jar");
        List<String> found = machine.classPath().stream()
                .filter(entry ->
                        jar.matcher(String.valueOf(entry.getFileName())).matches())
                .map(entry -> "[" + entry + "]")
                .toList();
        ResourceBundle own = ResourceBundle.getBundle(Doctor.class.getPackageName() + ".versions", Locale.ROOT);
        boolean isInside = found.isEmpty()
                && own.containsKey(artifact)
                && !own.getString(artifact).startsWith("$");
        if (found.size() > 1) {
            tell(false, "class path", String.join(" and ", found) + ": only one can be right");
        } else if (isInside) {
            tell(true, "class path", artifact + " " + own.getString(artifact) + " inside this jar");
        } else {
            tell(
                    !NEEDED.contains(artifact) || !found.isEmpty(),
                    "class path",
                    found.isEmpty() ? "has no " + artifact : found.get(0));
        }
    }

    /** Reports a folder's owner, other users who can write to it, and its free space. */
    private void folder(String topic, String what, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String fact = what + " [" + folder + "]"
                + (there.equals(folder.toAbsolutePath()) ? "" : ", to be created in [" + there + "]");
        try {
            long room = Files.getFileStore(there).getUsableSpace();
            fact += String.format(Locale.ROOT, ": %.1f GB free", room / 1e9);
            String mode = "";
            if (Files.getFileStore(there).supportsFileAttributeView("posix")) {
                PosixFileAttributes attributes = Files.readAttributes(there, PosixFileAttributes.class);
                mode = PosixFilePermissions.toString(attributes.permissions());
                fact += ", of " + attributes.owner().getName() + ", " + mode;
            }
            String flaw = Files.exists(folder) ? shared(folder, mode) : "";
            if (flaw.isEmpty()) {
                flaw = !Files.isWritable(there) ? "; not writable" : room < LEAST_ROOM ? "; a model needs more" : "";
            }
            tell(flaw.isEmpty(), topic, fact + flaw);
        } catch (IOException e) {
            tell(false, topic, fact + " cannot be examined: " + e);
        }
    }

    /** Returns a warning if others can write to the folder or a parent of it; clipunit's caches then do not use it. */
    private static String shared(Path folder, String mode) {
        return mode.matches("(.{4}|.{7})w.*")
                ? "; others can write to it: chmod go-w"
                : UserCache.otherWriter(folder).map(writer -> "; " + writer).orElse("");
    }

    private void model() {
        try {
            ModelDirectory model = machine.model().get();
            tell(true, "model", "[" + model.id() + "] in " + model.place());
            model.hashes().forEach((file, sha256) -> tell(true, "model", sha256 + "  " + file));
        } catch (ModelUnavailableException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            tell(true, "model", "not on disk: " + reason.replaceFirst(", and downloads are off .*", ""));
        }
    }

    private void score() {
        try {
            double score = machine.score().get();
            boolean isKnown = Math.abs(score - KNOWN) <= TOLERANCE;
            tell(
                    isKnown,
                    "score",
                    String.format(
                            Locale.ROOT,
                            "a drawn picture and its prompt have the cosine %.4f, expected %.4f",
                            score,
                            KNOWN));
        } catch (IllegalStateException e) {
            tell(false, "score", String.valueOf(e.getMessage()));
        }
    }

    private void set(String topic, String variables, String properties) {
        Map<String, String> set = new TreeMap<>(machine.environment());
        set.keySet().removeIf(name -> !name.matches(variables));
        machine.properties().stringPropertyNames().stream()
                .filter(name -> name.matches(properties))
                .forEach(name -> set.put("-D" + name, property(name)));
        if (set.isEmpty()) {
            tell(true, topic, "none is set");
        }
        set.forEach((name, value) -> tell(true, topic, name + "=" + Secrets.without(name, value)));
    }
}
