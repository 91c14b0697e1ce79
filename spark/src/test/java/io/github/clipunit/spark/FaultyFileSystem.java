package io.github.clipunit.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local file system under {@code faulty:}, which writes down what is opened. Next to a picture, a file {@code NAME.halt}
 * makes the first process that opens it end at once, {@code NAME.slow} makes the first one wait, and each of {@code
 * NAME.strike-1} to 4 makes a task fail.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {

    private static final URI NAME = URI.create("faulty:///");

    /** For Hadoop. */
    public FaultyFileSystem() {}

    /** What a session needs to know of it. */
    static String setting() {
        return "spark.hadoop.fs.faulty.impl";
    }

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(NAME, configuration);
        setConf(configuration);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int size) throws IOException {
        File file = pathToFile(path);
        if (path.getName().endsWith(".png")) {
            Files.write(
                    Path.of(file.getParent(), "opened.txt"),
                    (path.getName() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            if (new File(file + ".halt").delete()) {
                Runtime.getRuntime().halt(99);
            }
            if (new File(file + ".slow").delete()) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(15));
            }
            for (int strike = 1; strike <= 4; strike++) {
                if (new File(file + ".strike-" + strike).delete()) {
                    throw new Struck();
                }
            }
        }
        return super.open(path, size);
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
        return Arrays.stream(super.listStatus(path))
                .map(FaultyFileSystem::plain)
                .toArray(FileStatus[]::new);
    }

    /** The status of the local file system takes every path for one of {@code file:}. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }

    private static final class Struck extends Error {

        private static final long serialVersionUID = 1L;

        Struck() {
            super("struck");
        }
    }
}
