package io.github.clipunit.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The libraries that clipunit works with, and where a class path has them. */
enum Libraries {
    CLIPUNIT("clipunit", true),
    ONNX_RUNTIME("onnxruntime(?:_gpu)?", true),
    TOKENIZERS("tokenizers", true),
    DJL("api", true),
    JUNIT("junit-jupiter-api", false),
    LAUNCHER("junit-platform-launcher", false),
    ASSERTJ("assertj-core", false);

    private static final String OWN = "versions.properties";

    private final Pattern jar;
    private final boolean isNeeded;

    Libraries(String artifact, boolean isNeeded) {
        this.jar = Pattern.compile("(" + artifact + ")-(\\d[^/\\\\]*?)(?:-cli)?\\.jar");
        this.isNeeded = isNeeded;
    }

    /** A line a library: what the class path has of it, or else the jar of the command line. */
    static List<Finding> on(List<Path> classPath) {
        Properties own = own();
        List<Finding> findings = new ArrayList<>();
        for (Libraries library : values()) {
            Map<String, Path> found = new LinkedHashMap<>();
            for (Path entry : classPath) {
                Matcher name = library.jar.matcher(String.valueOf(entry.getFileName()));
                if (name.matches()) {
                    found.putIfAbsent(name.group(1) + " " + name.group(2), entry);
                }
            }
            String artifact = library.jar.pattern().replaceAll("[(](.*?)(?:[(].*)?[)]-.*", "$1");
            String inside = own.getProperty(artifact, "");
            List<String> places = new ArrayList<>();
            found.forEach((version, place) -> places.add(version + " in [" + place + "]"));
            if (places.isEmpty() && !inside.isEmpty() && !inside.startsWith("$")) {
                places.add(artifact + " " + inside + " inside this jar");
            }
            if (places.size() > 1) {
                findings.add(Finding.wrong("class path", String.join(" and ", places) + ": only one can be right"));
            } else if (!places.isEmpty()) {
                findings.add(Finding.ok("class path", places.get(0)));
            } else if (library.isNeeded && library != CLIPUNIT) {
                findings.add(Finding.wrong("class path", "has no " + artifact));
            } else {
                findings.add(Finding.ok("class path", "has no " + artifact + "; name yours with --class-path"));
            }
        }
        return findings;
    }

    /** What the jar of the command line was built with, which hides the versions of what it holds. */
    private static Properties own() {
        Properties own = new Properties();
        try (InputStream stream = Libraries.class.getResourceAsStream(OWN)) {
            if (stream != null) {
                own.load(stream);
            }
        } catch (IOException e) {
            throw new IllegalStateException("clipunit's resource [" + OWN + "] cannot be read", e);
        }
        return own;
    }
}
