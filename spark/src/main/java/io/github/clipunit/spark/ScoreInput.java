package io.github.clipunit.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The rows to score, divided into parts that depend only on the input, so that parts finished by one run count for the
 * next.
 */
final class ScoreInput {

    /** The format of the input. */
    enum Format {
        CSV,
        JSONL,
        PARQUET,
        BINARYFILE
    }

    /**
     * The names of columns.
     *
     * @param image the column of paths or encoded bytes
     * @param prompt the column of prompts; rows without one use the given prompt
     * @param given the prompt for rows without one, or null
     * @param id the column that names a row; null for the image as written
     * @param group the column by which rows are summarised, or null
     */
    record Columns(
            String image,
            String prompt,
            @Nullable String given,
            @Nullable String id,
            @Nullable String group) {}

    private static final String FLAW = "_clipunit_flaw";
    private static final int SHOWN = 200;

    private final SparkSession spark;
    private final Path path;
    private final Format format;
    private final Columns columns;
    private final int parts;
    private final FileStatus[] files;
    private final Dataset<Row> table;
    private final boolean isOfBytes;
    private final Dataset<Row> rows;

    /** @throws IllegalArgumentException if the input is missing, or lacks the columns */
    ScoreInput(SparkSession spark, String path, @Nullable Format format, Columns columns, int parts)
            throws IOException {
        this.spark = spark;
        this.path = new Path(path);
        this.format = format == null ? formatOf(path) : format;
        this.columns = columns;
        this.parts = parts;
        this.files = requireFiles();
        this.table = table();
        this.isOfBytes = Arrays.asList(table.columns()).contains(columns.image)
                && table.schema().apply(columns.image).dataType().equals(DataTypes.BinaryType);
        requireColumns();
        this.rows = isOfBytes ? named(table) : divided(named(table)).persist(StorageLevel.DISK_ONLY());
    }

    private static Format formatOf(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".csv")
                ? Format.CSV
                : name.endsWith(".jsonl") || name.endsWith(".ndjson")
                        ? Format.JSONL
                        : name.endsWith(".parquet") ? Format.PARQUET : Format.BINARYFILE;
    }

    private Dataset<Row> table() {
        DataFrameReader reader = spark.read();
        return switch (format) {
            case CSV -> csv();
            case JSONL ->
                reader.schema(strings(Stream.of(columns.image, columns.prompt, columns.id, columns.group)))
                        .option("columnNameOfCorruptRecord", FLAW)
                        .json(text());
            case PARQUET -> reader.parquet(text()).withColumn(FLAW, lit(null).cast("string"));
            case BINARYFILE ->
                reader.format("binaryFile")
                        .option("recursiveFileLookup", "true")
                        .load(text())
                        .select(col("path").as(columns.image))
                        .withColumn(FLAW, lit(null).cast("string"));
        };
    }

    private String text() {
        return path.toString();
    }

    /** Reads CSV according to RFC 4180. A malformed line gives a row with its text as the flaw. */
    private Dataset<Row> csv() {
        DataFrameReader reader = spark.read()
                .option("header", "true")
                .option("multiLine", "true")
                .option("escape", "\"")
                .option("enforceSchema", "false")
                .option("columnPruning", "false")
                .option("ignoreLeadingWhiteSpace", "true")
                .option("ignoreTrailingWhiteSpace", "true")
                .option("columnNameOfCorruptRecord", FLAW);
        return reader.schema(strings(Stream.of(reader.csv(text()).columns()))).csv(text());
    }

    private static StructType strings(Stream<@Nullable String> names) {
        StructType schema = new StructType();
        for (String name : names.filter(Objects::nonNull).distinct().toList()) {
            schema = schema.add(Objects.requireNonNull(name), DataTypes.StringType);
        }
        return schema.add(FLAW, DataTypes.StringType);
    }

    private void requireColumns() {
        List<String> present = new ArrayList<>(Arrays.asList(table.columns()));
        present.remove(FLAW);
        for (String name : new String[] {columns.image, columns.id, columns.group}) {
            if (name != null && !present.contains(name)) {
                throw new IllegalArgumentException(
                        "input [" + path + "] must have the column [" + name + "], but has " + present);
            }
        }
        if (columns.given == null && !present.contains(columns.prompt)) {
            throw new IllegalArgumentException("input [" + path + "] must have the column [" + columns.prompt
                    + "], but has " + present + "; or give one prompt for all pictures with --prompt");
        }
        if (isOfBytes && columns.id == null) {
            throw new IllegalArgumentException("pictures in the column [" + columns.image
                    + "] have no names; choose the column that names them with --id-column, one of " + present);
        }
    }

    /**
     * Returns the columns id, image, prompt, group and error, and the file that a relative path is resolved against.
     */
    private Dataset<Row> named(Dataset<Row> read) {
        Column image = column(columns.image);
        Column prompt = Arrays.asList(read.columns()).contains(columns.prompt)
                ? coalesce(filled(columns.prompt), lit(columns.given))
                : lit(columns.given);
        return read.select(
                (columns.id == null ? image : column(columns.id)).cast("string").as("id"),
                image.as("image"),
                prompt.cast("string").as("prompt"),
                (columns.group == null ? lit(null) : column(columns.group))
                        .cast("string")
                        .as("group"),
                functions
                        .when(
                                col(FLAW).isNotNull(),
                                functions.concat(
                                        lit("line ["),
                                        functions.substring(col(FLAW), 1, SHOWN),
                                        lit("] is not "
                                                + (format == Format.CSV
                                                        ? "CSV with as many cells as its header"
                                                        : "a JSON object with a text for each column"))))
                        .when(isOfBytes ? image.isNull() : filled(columns.image).isNull(), lit("has no image"))
                        .when(prompt.isNull(), lit("has no prompt, and none was given with --prompt"))
                        .as("error"),
                (isOfBytes || format == Format.BINARYFILE ? lit("") : functions.input_file_name()).as("base"));
    }

    private static Column filled(String column) {
        return functions.when(functions.trim(column(column)).notEqual(""), column(column));
    }

    /** Quotes a name, because a name with a dot would be read as a field of a structure. */
    private static Column column(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private Dataset<Row> divided(Dataset<Row> named) {
        Column place = functions.xxhash64(col("id"), col("image"), col("prompt"), col("error"));
        return named.withColumn("part", functions.pmod(place, lit(parts)));
    }

    /**
     * Returns the rows of one part. Rows of bytes are divided by file, because moving them would be expensive; rows of
     * paths are divided by hash and redistributed.
     */
    Dataset<Row> part(int part) {
        if (!isOfBytes) {
            int tasks = 2 * spark.sparkContext().defaultParallelism();
            return rows.filter(col("part").equalTo(part))
                    .drop("part")
                    .repartition(tasks, functions.xxhash64(col("id"), col("prompt")));
        }
        String[] files = Arrays.stream(table.inputFiles())
                .filter(file -> Math.floorMod(file.hashCode(), parts) == part)
                .map(file -> new Path(URI.create(file)).toString())
                .toArray(String[]::new);
        Dataset<Row> read = files.length == 0
                ? table.limit(0)
                : spark.read()
                        .schema(table.drop(FLAW).schema())
                        .option("basePath", text())
                        .parquet(files)
                        .withColumn(FLAW, lit(null).cast("string"));
        return named(read);
    }

    private FileStatus[] requireFiles() throws IOException {
        FileStatus[] found = system().globStatus(path);
        if (found == null || found.length == 0) {
            throw new IllegalArgumentException("input [" + path + "] does not exist");
        }
        return found;
    }

    private FileSystem system() throws IOException {
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }

    /** Returns a hash over names, sizes and times of all input files, in any order. */
    String fingerprint() throws IOException {
        long count = 0;
        long sum = 0;
        for (FileStatus one : files) {
            RemoteIterator<LocatedFileStatus> all = system().listFiles(one.getPath(), true);
            while (all.hasNext()) {
                FileStatus file = all.next();
                String line = file.getPath() + "\n" + file.getLen() + "\n" + file.getModificationTime();
                String hash = Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
                sum += Long.parseUnsignedLong(hash.substring(0, 16), 16);
                count++;
            }
        }
        return count + " files, " + Long.toHexString(sum);
    }

    /** Frees the rows stored by executors. */
    void close() {
        rows.unpersist();
    }

    Format format() {
        return format;
    }
}
