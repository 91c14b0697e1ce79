package io.github.clipunit.cli;

import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit models fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Downloads models into the cache that Hugging Face's own tools use, and verifies them.",
            "Files in the cache are not downloaded again. Use it to fill layers of Docker images and caches of CI."
        },
        footer = {
            "  clipunit models fetch openai/clip-vit-base-patch32 --aesthetic-head",
            "  clipunit models fetch tinyclip-vit-8m-16 --precision int8 --quiet",
            "  clipunit models fetch openai/clip-vit-base-patch32 --cache-dir /models",
            "HF_ENDPOINT, HF_TOKEN, HF_HOME and the proxy settings of the environment and the JVM are respected."
        })
final class ModelsFetchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "a model's name in the list, or a Hub id")
    private List<String> models = List.of();

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress")
    private boolean quiet;

    @Option(names = "--aesthetic-head", description = "also fetch LAION's aesthetic head, for models that have one")
    private boolean heads;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        ModelStore store = ModelStore.of(quiet ? settings.with(ModelStore.QUIET, "true") : settings);
        PrintWriter out = spec.commandLine().getOut();
        for (String model : models) {
            ModelDirectory directory = store.fetch(model);
            out.println(model + " is in " + directory.place());
            out.println("  licence: " + store.licence(model));
            directory.hashes().forEach((name, sha256) -> out.println("  " + sha256 + "  " + name));
            store.heads().stream()
                    .filter(head -> heads && head.id().equals(store.idOf(model)))
                    .forEach(head -> out.println("  " + store.fetch(head, Path::toString)));
            out.flush();
        }
        return ExitCode.OK;
    }
}
