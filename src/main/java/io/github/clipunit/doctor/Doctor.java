package io.github.clipunit.doctor;

import io.github.clipunit.internal.Secrets;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Looks at all that decides whether clipunit works on a machine. */
public final class Doctor {

    /** Of the model in the jar, the first reference picture and its prompt. */
    public static final double KNOWN = 0.4224;

    /** Processors round differently; a wrong library is further off. */
    private static final double TOLERANCE = 0.005;

    private final Machine machine;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Machine machine) {
        this.machine = machine;
    }

    /**
     * Writes what was found, fenced for an issue, without secrets and with the user's home as {@code ~}.
     *
     * @return whether nothing is wrong; what is not on disk or not reachable is not wrong
     */
    public static boolean examine(Machine machine, PrintWriter out) {
        Doctor doctor = new Doctor(machine);
        doctor.look();
        out.println("```text");
        doctor.findings.forEach(finding -> out.println(doctor.line(finding)));
        long wrong = doctor.findings.stream().filter(Finding::isWrong).count();
        out.println(wrong == 0 ? "nothing is wrong" : wrong + (wrong == 1 ? " thing is" : " things are") + " wrong");
        out.println("```");
        return wrong == 0;
    }

    private String line(Finding finding) {
        String fact = Secrets.without(finding.fact());
        String home = property("user.home");
        String shown = home.length() > 1 ? fact.replace(home, "~") : fact;
        return String.format("%-5s  %-10s  %s", finding.isWrong() ? "WRONG" : "ok", finding.topic(), shown);
    }

    private String property(String name) {
        return machine.properties().getProperty(name, "");
    }

    private void ok(String topic, String fact) {
        findings.add(Finding.ok(topic, fact));
    }

    private void look() {
        ok("java", property("java.version") + " (" + property("java.vendor") + ") in [" + property("java.home") + "]");
        ok("system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        findings.addAll(Libraries.on(machine.classPath()));
        home();
        machine.caches().forEach((what, folder) -> findings.add(Folders.of("cache", what, folder)));
        proxies();
        ok("hub", machine.hub().get());
        model();
        score();
        settings();
    }

    private void home() {
        String home = property("user.home");
        if (home.isEmpty() || home.equals("?") || !Files.isDirectory(Path.of(home))) {
            findings.add(Finding.wrong("home", "[" + home + "] is no folder: set HOME, or -Duser.home"));
        } else {
            findings.add(Folders.of("home", "folder", Path.of(home)));
        }
    }

    private void proxies() {
        List<String> proxies = new ArrayList<>();
        for (String name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy")) {
            String value = machine.environment().getOrDefault(name, "");
            if (!value.isEmpty()) {
                proxies.add(name + "=" + value);
            }
        }
        for (String name : List.of("https.proxyHost", "https.proxyPort", "http.nonProxyHosts")) {
            if (!property(name).isEmpty()) {
                proxies.add("-D" + name + "=" + property(name));
            }
        }
        ok("proxy", proxies.isEmpty() ? "none is set" : String.join(" ", proxies));
    }

    private void model() {
        try {
            Machine.OnDisk model = machine.model().get();
            ok("model", "[" + model.id() + "] in " + model.place());
            model.hashes().forEach((file, sha256) -> ok("model", sha256 + "  " + file));
        } catch (ModelUnavailableException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            ok("model", "not on disk: " + reason.replaceFirst(", and downloads are off .*", ""));
        }
    }

    private void score() {
        try {
            double score = machine.score().get();
            String fact = String.format(
                    Locale.ROOT, "a drawn picture and its prompt have the cosine %.4f, known is %.4f", score, KNOWN);
            findings.add(new Finding(!(Math.abs(score - KNOWN) <= TOLERANCE), "score", fact));
        } catch (IllegalStateException e) {
            findings.add(Finding.wrong("score", String.valueOf(e.getMessage())));
        }
    }

    private void settings() {
        TreeMap<String, String> set = new TreeMap<>();
        machine.environment().forEach((name, value) -> {
            if (name.matches("(CLIPUNIT|HF|HUGGINGFACE|TRANSFORMERS|XDG|DJL|ENGINE)_.*|CI")) {
                set.put(name, value);
            }
        });
        machine.properties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("clipunit."))
                .forEach(name -> set.put("-D" + name, machine.properties().getProperty(name)));
        if (set.isEmpty()) {
            ok("setting", "none");
        }
        set.forEach((name, value) -> ok("setting", name + "=" + Secrets.without(name, value)));
    }
}
