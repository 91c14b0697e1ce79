package io.github.clipunit.settings;

import io.github.clipunit.internal.NearestName;
import io.github.clipunit.internal.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run. A system property beats an environment variable, which beats JUnit's configuration parameter,
 * which beats the default. A blank environment variable counts as not set, because build servers set a blank one for
 * each variable that they do not have.
 */
public final class Settings {

    private static final String PREFIX = "clipunit.";
    /**
     * Not settings: builds use these names for the version that they depend on, and Surefire passes every {@code -D} on
     * to the tests.
     */
    private static final Set<String> OF_BUILDS = Set.of("clipunit.version", "CLIPUNIT_VERSION");

    private final Map<String, String> given;
    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final Function<String, Optional<String>> parameters;
    /**
     * Null for the module that this JVM runs in. It is found only when needed, by a search for files: the limits of
     * pictures are settings too, and need no paths.
     */
    private final @Nullable Project project;

    private Settings(
            Map<String, String> given,
            Map<String, String> properties,
            Map<String, String> environment,
            Function<String, Optional<String>> parameters,
            @Nullable Project project) {
        this.given = given;
        this.properties = properties;
        this.environment = environment;
        this.parameters = parameters;
        this.project = project;
    }

    /**
     * Returns the settings given by this JVM's system properties, its environment and {@code junit-platform.properties}
     * on its class path.
     */
    public static Settings ofJvm() {
        return of(key -> Optional.ofNullable(PropertiesFile.VALUES.get(key)));
    }

    /** Returns the value of one setting in {@link #ofJvm}, without copying all others: each picture asks for three. */
    public static <T> T ofJvm(Setting<T> setting) {
        String property = System.getProperty(setting.name());
        return of(
                        property == null ? Map.of() : Map.of(setting.name(), property),
                        System.getenv(),
                        key -> Optional.ofNullable(PropertiesFile.VALUES.get(key)))
                .get(setting);
    }

    /**
     * Returns the keys of {@code junit-platform.properties}, which JUnit offers no way to list; empty if there is no
     * such file.
     */
    public static Set<String> keysInPropertiesFile() {
        return PropertiesFile.VALUES.keySet();
    }

    /**
     * Returns the settings of a test run.
     *
     * @param parameters looks up one of JUnit's configuration parameters
     */
    public static Settings of(Function<String, Optional<String>> parameters) {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            String value = name.startsWith(PREFIX) ? System.getProperty(name) : null;
            if (value != null) {
                properties.put(name, value);
            }
        }
        return of(properties, System.getenv(), parameters);
    }

    static Settings of(
            Map<String, String> properties,
            Map<String, String> environment,
            Function<String, Optional<String>> parameters) {
        return new Settings(Map.of(), properties, environment, parameters, null);
    }

    /** Returns settings from a map only, for tests and tools; system properties and environment are ignored. */
    public static Settings of(Map<String, String> values) {
        Map<String, String> copy = new HashMap<>(values);
        return of(Map.of(), Map.of(), key -> Optional.ofNullable(copy.get(key)));
    }

    /**
     * Returns these settings with one of them overridden, as by an option of a command; this value beats all others.
     */
    public Settings with(Setting<?> setting, String text) {
        Map<String, String> more = new HashMap<>(given);
        more.put(setting.name(), text);
        return new Settings(more, properties, environment, parameters, project);
    }

    /** Returns these settings for the tests of a module; relative paths start in its directory. */
    public Settings in(Project module) {
        return new Settings(given, properties, environment, parameters, module);
    }

    /** Returns the module whose tests run: the one given to {@link #in}, or else the one that this JVM runs in. */
    public Project project() {
        return project == null ? Project.ofJvm() : project;
    }

    /**
     * Returns the value of a setting.
     *
     * @throws IllegalArgumentException if its text cannot be read; the message names key, value, origin and choices
     */
    public <T> T get(Setting<T> setting) {
        Given given = given(setting).orElse(new Given(setting.defaultText(), "default"));
        try {
            T value = setting.parser().apply(given.text().strip());
            if (given.text().isBlank() && isSet(setting)) {
                throw new IllegalArgumentException("it is blank; leave it out, or give " + setting.description());
            }
            return value;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    setting.name() + " = [" + given.text() + "] (" + given.origin() + ") cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Returns the file or folder that a setting names; a relative path starts in the module's directory.
     *
     * @throws IllegalArgumentException if this system does not accept the path
     */
    public Path path(Setting<String> setting) {
        return project().resolve(get(setting));
    }

    /** Returns whether the setting was set, to any value. */
    public boolean isSet(Setting<?> setting) {
        return given(setting).isPresent();
    }

    /**
     * Refuses keys that belong to no setting, and suggests the nearest that does.
     *
     * @param known all existing settings
     * @param parameterNames the names of JUnit's configuration parameters
     * @throws IllegalArgumentException if a {@code clipunit.} key is not among the known ones
     */
    public void refuseUnknownKeys(Collection<Setting<?>> known, Set<String> parameterNames) {
        Set<String> names = known.stream().map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> variables = known.stream().map(Setting::environmentVariable).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        for (String key : new TreeSet<>(properties.keySet())) {
            if (!names.contains(key) && !OF_BUILDS.contains(key)) {
                unknown.add(key + " (system property)");
            }
        }
        for (String key : new TreeSet<>(environment.keySet())) {
            if (key.startsWith("CLIPUNIT_") && !variables.contains(key) && !OF_BUILDS.contains(key)) {
                unknown.add(key + " (environment variable)");
            }
        }
        for (String key : new TreeSet<>(parameterNames)) {
            if (key.startsWith(PREFIX) && !names.contains(key) && !properties.containsKey(key)) {
                unknown.add(key + " (configuration parameter)");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown setting " + String.join(", ", unknown) + "; did you mean "
                    + NearestName.of(unknown.get(0).replaceFirst(" .*", ""), names) + "? choose one of: "
                    + String.join(", ", names));
        }
    }

    private Optional<Given> given(Setting<?> setting) {
        String outright = given.get(setting.name());
        if (outright != null) {
            return Optional.of(new Given(outright, "set explicitly"));
        }
        String property = properties.get(setting.name());
        if (property != null) {
            return Optional.of(new Given(property, "system property"));
        }
        String variable = environment.get(setting.environmentVariable());
        if (variable != null && !variable.isBlank()) {
            return Optional.of(new Given(variable, "environment variable " + setting.environmentVariable()));
        }
        return parameters.apply(setting.name()).map(text -> new Given(text, "configuration parameter"));
    }

    private record Given(String text, String origin) {}
}
