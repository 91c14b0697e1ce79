package io.github.clipunit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a workflow of GitHub's or of a pipeline of GitLab's or Azure's, and what is wrong with it, as far as that can be
 * known without running it.
 */
record WorkflowFile(String text) {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{((?:[^'}]|'[^']*'|}(?!}))*)}}");
    private static final Pattern PINNED =
            Pattern.compile("\\s*(?:- )?uses: [\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+(?:\\.\\d+)*");

    /** What is wrong, in the order it was found; empty if nothing is. */
    List<String> faults() throws IOException {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return List.of(e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        String kind = !root.has("jobs") ? "gitlab-ci" : root.has("pool") ? "azure-pipelines" : "github-actions";
        List<String> faults = new ArrayList<>(schema(kind).validate(root).stream()
                .map(ValidationMessage::getMessage)
                .toList());
        if (faults.isEmpty()) {
            faults.addAll(
                    switch (kind) {
                        case "gitlab-ci" -> ofPipeline(root);
                        case "azure-pipelines" -> ofAzure(root);
                        default -> ofWorkflow(root);
                    });
        }
        return faults;
    }

    private static List<String> ofAzure(JsonNode root) throws IOException {
        List<String> jobs = root.get("jobs").findValuesAsText("job");
        List<String> faults = new ArrayList<>();
        for (JsonNode job : root.get("jobs")) {
            String name = job.get("job").asText();
            for (String need : names(job.path("dependsOn"))) {
                if (!jobs.contains(need)) {
                    faults.add("job [" + name + "] needs [" + need + "], which is no job");
                }
            }
            for (JsonNode step : job.get("steps")) {
                faults.addAll(ofScript("job [" + name + "]", step.path("bash").asText()));
            }
        }
        return faults;
    }

    private static JsonSchema schema(String name) throws IOException {
        String schema = Files.readString(Path.of("src/test/resources/workflows/" + name + ".schema.json"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, InputFormat.JSON);
    }

    private List<String> ofWorkflow(JsonNode root) throws IOException {
        List<String> faults = new ArrayList<>();
        text.lines()
                .filter(line -> line.contains("uses: ") && !PINNED.matcher(line).matches())
                .forEach(line ->
                        faults.add("not pinned to a commit with its version in a comment: [" + line.strip() + "]"));
        texts(root).values().stream()
                .filter(value -> EXPRESSION.matcher(value).replaceAll("").matches("(?s).*(?:\\$\\{\\{|}}).*"))
                .forEach(value -> faults.add("an expression is not closed, or was not opened: [" + value + "]"));
        JsonNode jobs = root.get("jobs");
        for (Map.Entry<String, JsonNode> job : jobs.properties()) {
            Set<String> needs = names(job.getValue().path("needs"));
            needs.stream()
                    .filter(name -> !jobs.has(name))
                    .forEach(name -> faults.add("job [" + job.getKey() + "] needs [" + name + "], which is no job"));
            faults.addAll(ofContexts(job.getKey(), job.getValue(), needs));
            for (JsonNode step : job.getValue().get("steps")) {
                faults.addAll(
                        ofScript("job [" + job.getKey() + "]", step.path("run").asText()));
            }
        }
        return faults;
    }

    private static List<String> ofContexts(String name, JsonNode job, Set<String> needs) {
        Set<String> axes = new TreeSet<>();
        JsonNode matrix = job.path("strategy").path("matrix");
        matrix.fieldNames().forEachRemaining(axes::add);
        matrix.path("include").forEach(more -> more.fieldNames().forEachRemaining(axes::add));
        List<String> faults = new ArrayList<>();
        texts(job).forEach((place, value) -> {
            // Conditions are expressions without the signs of one.
            String expressions = place.endsWith("/if")
                    ? value
                    : EXPRESSION
                            .matcher(value)
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.joining(" "));
            for (String axis : found("\\bmatrix\\.([\\w-]+)", expressions)) {
                if (!axes.contains(axis)) {
                    faults.add("job [" + name + "] has no axis [" + axis + "] in its matrix: [" + value + "]");
                }
            }
            for (String need : found("\\bneeds\\.([\\w-]+)", expressions)) {
                if (!needs.contains(need)) {
                    faults.add("job [" + name + "] does not need [" + need + "]: [" + value + "]");
                }
            }
            if (place.endsWith("/run") && !expressions.isEmpty()) {
                faults.add("a command holds an expression, which others may fill; pass it by env: [" + value + "]");
            }
        });
        return faults;
    }

    private static List<String> ofPipeline(JsonNode root) throws IOException {
        Set<String> stages = names(root.get("stages"));
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> job : root.properties()) {
            JsonNode stage = job.getValue().path("stage");
            if (!stage.isMissingNode() && !stages.contains(stage.asText())) {
                faults.add(
                        "job [" + job.getKey() + "] is of stage [" + stage.asText() + "], which is none of " + stages);
            }
            for (String need : names(job.getValue().path("needs"))) {
                if (!root.has(need)) {
                    faults.add("job [" + job.getKey() + "] needs [" + need + "], which is no job");
                }
            }
            for (String script : List.of("before_script", "script", "after_script")) {
                for (JsonNode lines : job.getValue().path(script)) {
                    faults.addAll(ofScript("job [" + job.getKey() + "]", lines.asText()));
                }
            }
        }
        return faults;
    }

    /** As Bash sees it, which runs nothing. */
    static List<String> ofScript(String where, String script) throws IOException {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        bash.getInputStream().readAllBytes();
        return bash.onExit().join().exitValue() == 0
                ? List.of()
                : List.of(where + " has a command that Bash cannot read: [" + script + "]");
    }

    /** The lines that a job of a workflow runs, by the names of its steps. */
    Map<String, String> commands(String job) throws IOException {
        Map<String, String> commands = new LinkedHashMap<>();
        YAML.readTree(text).path("jobs").path(job).path("steps").forEach(step -> {
            if (step.has("run")) {
                commands.put(step.path("name").asText(), step.get("run").asText());
            }
        });
        return commands;
    }

    /** What lies at a place, as a JSON pointer. */
    JsonNode at(String pointer) throws IOException {
        return YAML.readTree(text).at(pointer);
    }

    private static Set<String> names(JsonNode one) {
        Set<String> names = new TreeSet<>();
        if (one.isTextual()) {
            names.add(one.asText());
        }
        one.forEach(name -> names.add(name.isObject() ? name.path("job").asText() : name.asText()));
        return names;
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(hit -> hit.group(1))
                .toList();
    }

    /** All texts below a node, by where they are. */
    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        collect("", node, texts);
        return texts;
    }

    private static void collect(String place, JsonNode node, Map<String, String> texts) {
        if (node.isTextual()) {
            texts.put(place, node.asText());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(place + "/" + i, node.get(i), texts);
        }
        node.properties().forEach(entry -> collect(place + "/" + entry.getKey(), entry.getValue(), texts));
    }
}
