package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Folders of pictures beside an {@code expected.tsv} of what Pillow reads from each: name, {@code OK} or {@code ERR}, width,
 * height, SHA-256 as {@link ClipImage#sha256} takes it.
 */
class PillowParityTest {

    private static final Path CASES = Path.of("../shared/cases/pictures");
    /** What {@code src/test/fixtures/make_parity_files.py} wrote. */
    private static final Path MANY = Path.of(System.getProperty("parity.files", "target/parity"));

    /** What happened to the files of one kind. */
    private static final class Row {
        int exact;
        int different;
        int refused;
        int refusedByBoth;
        int readHereAlone;
    }

    @Test
    void should_read_the_pixels_that_pillow_reads_or_refuse() throws IOException {
        assumeTrue(Files.exists(CASES), CASES + " is not there");
        assertThat(wrong(CASES)).isEmpty();
    }

    @Test
    void should_read_the_pixels_that_pillow_reads_from_many_files() throws IOException {
        assumeTrue(Files.exists(MANY), MANY + " is not there: src/test/fixtures/README.md says how to make it");
        assertThat(wrong(MANY)).isEmpty();
    }

    /** Prints what became of each kind, and returns the files whose pixels differ without a word. */
    private static List<String> wrong(Path folder) throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("expected.tsv"))) {
            String[] fields = line.split("\t", -1);
            Row row = rows.computeIfAbsent(fields[0].replaceAll("[-_].*", ""), kind -> new Row());
            boolean isReadByPillow = fields[1].equals("OK");
            try {
                String read = ClipImage.of(folder.resolve(fields[0])).sha256();
                row.readHereAlone += isReadByPillow ? 0 : 1;
                row.exact += read.equals(fields[4]) ? 1 : 0;
                if (isReadByPillow && !read.equals(fields[4])) {
                    row.different++;
                    wrong.add(fields[0]);
                }
            } catch (UnreadableImageException e) {
                row.refused += isReadByPillow ? 1 : 0;
                row.refusedByBoth += isReadByPillow ? 0 : 1;
            }
        }
        System.out.println("kind: exact, different, refused; refused by Pillow too, by Pillow alone");
        rows.forEach((kind, row) -> System.out.println(kind + ": " + row.exact + ", " + row.different + ", "
                + row.refused + "; " + row.refusedByBoth + ", " + row.readHereAlone));
        return wrong;
    }
}
