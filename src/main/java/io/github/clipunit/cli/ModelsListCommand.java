package io.github.clipunit.cli;

import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.model.hub.KnownModel;
import io.github.clipunit.model.hub.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clipunit models list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the models that clipunit knows by name, and whether each is in the cache.",
            "Any other model of the Hugging Face Hub with an ONNX export can be named by its id."
        },
        footer = {"  clipunit models list", "  clipunit models list --precision int8"})
final class ModelsListCommand implements Callable<Integer> {

    private static final String ROW = "%-44s  %-6s  %8s  %7s  %-12s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<KnownModel> models = ModelStore.of(options.settings()).list();
        out.printf(Locale.ROOT, ROW, "model", "cached", "size", "context", "licence", "for");
        for (KnownModel known : models) {
            CatalogModel model = known.model();
            out.printf(
                    Locale.ROOT,
                    ROW,
                    model.id(),
                    model.repository().isEmpty() ? "-" : known.cached() ? "yes" : "no",
                    known.bytes() == 0 ? "unknown" : String.format(Locale.ROOT, "%.0f MB", known.bytes() / 1e6),
                    model.contextLength(),
                    model.license(),
                    model.purpose());
        }
        out.println();
        out.println("Models with - have no export to fetch by that name; clipunit models fetch says what to do.");
        out.println("pictogram, the small model inside the jar, is always available.");
        return ExitCode.OK;
    }
}
