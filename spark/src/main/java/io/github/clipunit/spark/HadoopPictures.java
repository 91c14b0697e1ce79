package io.github.clipunit.spark;

import io.github.clipunit.image.ClipImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Reads pictures as tables store them: encoded bytes, or the path of a file on any file system that Hadoop knows. */
final class HadoopPictures {

    /** Created once, because that takes longer than reading a picture. */
    private final Configuration configuration =
            SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());

    /**
     * Returns the picture for a value in a table.
     *
     * @param image a {@code byte[]}, or the text of a path or data URI
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the value is of another type, or not a readable picture
     */
    ClipImage picture(Object image) throws IOException {
        if (image instanceof byte[] bytes) {
            return ClipImage.of(bytes);
        }
        if (!(image instanceof String text)) {
            throw new IllegalArgumentException("an image must be bytes or the path of a file, but is of type ["
                    + image.getClass().getSimpleName() + "]");
        }
        return text.startsWith("data:") ? ClipImage.ofDataUri(text) : read(new Path(text));
    }

    private ClipImage read(Path path) throws IOException {
        try (InputStream file = path.getFileSystem(configuration).open(path)) {
            return ClipImage.of(file).named(path.toString());
        } catch (FileNotFoundException e) {
            throw new FileNotFoundException("picture [" + path + "] does not exist");
        }
    }
}
