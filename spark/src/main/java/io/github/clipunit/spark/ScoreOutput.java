package io.github.clipunit.spark;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * The folder with the scores: {@code part=N/} for each part, which Spark's committer writes as a whole, and
 * {@code _clipunit.json}, which records what they were made from.
 */
final class ScoreOutput {

    private static final String NOTE = "_clipunit.json";
    private static final String DONE = "_SUCCESS";

    private final Path folder;
    private final FileSystem files;

    ScoreOutput(String folder, Configuration configuration) throws IOException {
        this.folder = new Path(folder);
        this.files = this.folder.getFileSystem(configuration);
    }

    /**
     * Creates the folder, or continues one that the same run started.
     *
     * @param origin everything that determines the scores: model, settings, input
     * @throws IllegalArgumentException if the folder was not made by clipunit, or was made from other data
     */
    void open(JsonObject origin, boolean overwrite) throws IOException {
        if (overwrite) {
            files.delete(folder, true);
        }
        Path note = new Path(folder, NOTE);
        if (!files.exists(folder) || files.listStatus(folder).length == 0) {
            write(files, note, origin);
        } else if (!files.exists(note)) {
            throw new IllegalArgumentException("output [" + folder + "] exists and was not made by clipunit;"
                    + " name another folder, or replace it with --overwrite");
        } else {
            requireSame(origin, JsonParser.parseString(read(note)).getAsJsonObject());
        }
    }

    private void requireSame(JsonObject origin, JsonObject begun) {
        for (String member : origin.keySet()) {
            if (!origin.get(member).equals(begun.get(member))) {
                throw new IllegalArgumentException("output [" + folder + "] was begun with " + member + " ["
                        + begun.get(member) + "], but this run has [" + origin.get(member)
                        + "]; name another folder, or start again with --overwrite");
            }
        }
    }

    boolean isDone(int part) throws IOException {
        return files.exists(new Path(place(part), DONE));
    }

    /** Writes a part as a whole, replacing the remains of a failed run. */
    void write(int part, Dataset<Row> rows) {
        rows.write()
                .mode(SaveMode.Overwrite)
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "true")
                .parquet(place(part).toString());
    }

    /** Reads all scores written. */
    Dataset<Row> read(SparkSession spark) {
        return spark.read()
                .schema(PartitionScoring.SCHEMA.add("part", DataTypes.IntegerType))
                .parquet(folder.toString());
    }

    private Path place(int part) {
        return new Path(folder, "part=" + part);
    }

    private String read(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes a JSON file, on any file system. */
    void writeFile(String file, JsonObject json) throws IOException {
        Path place = new Path(file);
        FileSystem system = place.getFileSystem(files.getConf());
        system.delete(place, false);
        write(system, place, json);
    }

    private static void write(FileSystem files, Path file, JsonObject json) throws IOException {
        String text =
                new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json);
        Path draft = file.suffix(".draft");
        try (OutputStream out = files.create(draft, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        if (!files.rename(draft, file)) {
            throw new IOException("file [" + file + "] cannot be written");
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
