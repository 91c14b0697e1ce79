package io.github.clipunit.cli;

import io.github.clipunit.cli.terminal.Colour;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.internal.DisplayWidth;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.model.hub.FileFinding;
import io.github.clipunit.model.hub.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit models verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every file of cached models and compares it with the hash in the catalog or in clipunit-models.lock.",
            "It changes no file and uses no network."
        },
        footer = {
            "  clipunit models verify openai/clip-vit-base-patch32",
            "The exit code is 1 if a file is damaged or missing, which models fetch repairs. It is 4 if a model is neither in the"
                    + " cache nor in the catalog."
        })
final class ModelsVerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "a model's name in the list, or a Hub id")
    private List<String> models = List.of();

    @Mixin
    private final StoreOptions options = new StoreOptions();

    @Override
    public Integer call() {
        ModelStore store = ModelStore.of(options.settings());
        PrintWriter out = spec.commandLine().getOut();
        boolean areAllIntact = true;
        for (String model : models) {
            out.println(model);
            List<FileFinding> findings = store.verify(model);
            if (findings.stream().allMatch(FileFinding::isMissing)) {
                out.println("  is not in the cache; clipunit models fetch " + OutputForm.SHELL.of(model) + " gets it");
                areAllIntact = false;
                continue;
            }
            int widest = findings.stream()
                    .mapToInt(finding -> DisplayWidth.of(finding.name()))
                    .max()
                    .orElse(0);
            for (FileFinding finding : findings) {
                areAllIntact &= finding.intact();
                String word = finding.intact() ? "ok" : "WRONG";
                out.print("  ");
                Screen.print(
                        out, finding.intact() ? Colour.GOOD : Colour.BAD, String.format(Locale.ROOT, "%-5s", word));
                out.println("  " + DisplayWidth.pad(finding.name(), widest) + "  " + finding.fact());
            }
        }
        return areAllIntact ? ExitCode.OK : ExitCode.NO;
    }
}
