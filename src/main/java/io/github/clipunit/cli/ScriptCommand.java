package io.github.clipunit.cli;

import io.github.clipunit.internal.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clipunit script}: writes start scripts next to the jar. */
@Command(
        name = "script",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the start scripts clipunit, for POSIX shells, and clipunit.cmd, for Windows, next to the jar.",
            "The scripts find Java by JAVA_HOME or on the PATH, and pass JAVA_OPTS to it."
        },
        footer = {
            "  java -jar clipunit-VERSION-cli.jar script",
            "  ./clipunit score fox.png --prompt \"a red fox\"",
            "  # the script finds the jar through links, too",
            "  ln -s \"$PWD/clipunit\" ~/.local/bin/clipunit"
        })
final class ScriptCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        write(program()).forEach(file -> spec.commandLine().getOut().println("wrote " + file));
        return ExitCode.OK;
    }

    /** The jar that runs. */
    private static Path program() {
        try {
            return Path.of(Clipunit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes the scripts.
     *
     * @param jar the jar that they start
     * @throws IllegalArgumentException if it is no jar that they find
     */
    static List<Path> write(Path jar) {
        if (!String.valueOf(jar.getFileName()).matches("clipunit.*cli\\.jar")) {
            throw new IllegalArgumentException(
                    "the scripts start a jar named clipunit-VERSION-cli.jar next to them, but this"
                            + " program runs from [" + jar + "]; run it from that jar");
        }
        return List.of(copy(jar.resolveSibling("clipunit")), copy(jar.resolveSibling("clipunit.cmd")));
    }

    private static Path copy(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream script = Objects.requireNonNull(ScriptCommand.class.getResourceAsStream(name), name)) {
            Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
            if (!file.toFile().setExecutable(true, false)) {
                throw new IOException("it cannot be made executable");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("script [" + file + "] cannot be written: " + FileFailure.reason(e), e);
        }
    }
}
