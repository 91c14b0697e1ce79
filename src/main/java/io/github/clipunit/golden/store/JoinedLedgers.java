package io.github.clipunit.golden.store;

import io.github.clipunit.golden.store.GoldenLedger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of goldens that the shards of a build left, merged by module and source set. */
public final class JoinedLedgers {

    private final Map<String, List<Ledger>> sourceSets = new LinkedHashMap<>();

    private JoinedLedgers() {}

    /**
     * Reads the records in some folders, or next to some files.
     *
     * @param inputs report.json files, or folders such as {@code target/clipunit} and their parents
     * @throws IOException if records cannot be read
     */
    public static JoinedLedgers of(Collection<Path> inputs) throws IOException {
        JoinedLedgers joined = new JoinedLedgers();
        Set<Path> folders = new TreeSet<>();
        for (Path input : inputs) {
            Path folder =
                    Files.isDirectory(input) ? input : input.toAbsolutePath().resolveSibling("");
            try (Stream<Path> inside = Files.walk(folder, Files.isDirectory(input) ? Integer.MAX_VALUE : 1)) {
                inside.filter(path -> path.endsWith("goldens"))
                        .forEach(path -> folders.add(path.toAbsolutePath().normalize()));
            }
        }
        for (Path folder : folders) {
            GoldenLedger.read(folder).ifPresent(joined::add);
        }
        return joined;
    }

    private void add(Ledger ledger) {
        sourceSets
                .computeIfAbsent(ledger.sourceSet().name(), name -> new ArrayList<>())
                .add(ledger);
    }

    /**
     * Returns the goldens that no shard used.
     *
     * @param build the directory that module paths are relative to, such as the working directory
     * @param goldens the directory of all goldens, or null for the directories named in the records
     * @return empty if there are no records, or no goldens in the directories they name
     */
    public Optional<Unasked> unasked(Path build, @Nullable Path goldens) {
        Map<Path, List<Inventory.Witness>> witnesses = new LinkedHashMap<>();
        Set<String> asked = new TreeSet<>();
        for (List<Ledger> shards : sourceSets.values()) {
            SourceSetRecord own = shards.stream()
                    .map(Ledger::sourceSet)
                    .reduce(SourceSetRecord::join)
                    .orElseThrow();
            Path module = absolute(build).resolve(own.module());
            Set<Path> roots = new TreeSet<>();
            roots.add(root(module, own.goldens(), goldens));
            for (LedgerEntry entry :
                    shards.stream().flatMap(shard -> shard.entries().stream()).toList()) {
                Path root = root(module, entry.root(), goldens);
                roots.add(root);
                asked.add(root.resolve(entry.path()).toString());
            }
            List<ClassRecord> classes =
                    shards.stream().flatMap(shard -> shard.classes().stream()).toList();
            Inventory.Witness witness = Inventory.Witness.of(classes, own.gone(), false);
            roots.forEach(root ->
                    witnesses.computeIfAbsent(root, path -> new ArrayList<>()).add(witness));
        }
        Inventory inventory = new Inventory(asked, true);
        witnesses.forEach((root, of) -> inventory.add(root, absolute(build), of));
        return witnesses.keySet().stream().anyMatch(Files::isDirectory)
                ? Optional.of(inventory.unasked())
                : Optional.empty();
    }

    private static Path root(Path module, String recorded, @Nullable Path given) {
        return absolute(given == null ? module.resolve(recorded) : given);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
