package io.github.clipunit.spark;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.File;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;

/**
 * Which scorer every executor opens, once for all of its tasks.
 *
 * @param model {@code pictogram}, a Hub id, a directory that every host has, or the name of one that {@code --archives} or
 *     {@code --files} brings
 * @param settings settings of the library, such as {@code clipunit.threads}
 * @param digest what {@link io.github.clipunit.ClipModel#digest} must give on every host; empty if anything will do
 */
record ExecutorScorer(String model, Map<String, String> settings, String digest) implements Serializable {

    static final String PREFIX = "spark.clipunit.";

    /** {@code local[cores]}, {@code local[cores, failures]} and {@code local-cluster[executors, cores, megabytes]}. */
    private static final Pattern LOCAL =
            Pattern.compile("local\\[(\\d+|\\*)\\s*(?:,.*)?]|local-cluster\\[.*,\\s*(\\d+)\\s*,.*]");

    private static final String THREADS = "clipunit.threads";

    /**
     * The scorer of a session: {@code spark.clipunit.X} is the library's setting {@code clipunit.X}. Embeddings are not kept on
     * the disks of executors unless that asks for it.
     */
    static ExecutorScorer of(SparkSession spark, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("clipunit.cache.embeddings", "false");
        settings.putAll(threads(spark.sparkContext().conf()));
        spark.conf()
                .getAll()
                .foreach(entry -> entry._1().startsWith(PREFIX)
                        ? settings.put("clipunit." + entry._1().substring(PREFIX.length()), entry._2())
                        : null);
        settings.putAll(more);
        String model = settings.remove(ModelNames.MODEL.name());
        return new ExecutorScorer(
                Objects.requireNonNullElse(model, ModelNames.MODEL.defaultText()), Map.copyOf(settings), "");
    }

    /** As many threads as an executor has cores; none where an executor takes all that its host has, as the library does. */
    private static Map<String, String> threads(SparkConf conf) {
        Matcher local = LOCAL.matcher(conf.get("spark.master", "local[1]"));
        String cores = local.matches()
                ? Objects.requireNonNullElse(local.group(1), local.group(2))
                : conf.get("spark.executor.cores", "*");
        return cores.equals("*") ? Map.of() : Map.of(THREADS, cores);
    }

    /** The settings that may change a score. */
    Map<String, String> scoring() {
        Map<String, String> scoring = new TreeMap<>(settings);
        scoring.keySet().removeAll(List.of(THREADS, "clipunit.cache.embeddings", "clipunit.cache.dir"));
        return scoring;
    }

    /** Demands the same files of every host. */
    ExecutorScorer pinned() {
        return new ExecutorScorer(model, settings, scorer().model().digest());
    }

    /**
     * The scorer of this JVM.
     *
     * @throws ModelUnavailableException if this host lacks the model, or has another; the message names the host
     */
    ClipScorer scorer() {
        ClipScorer scorer;
        try {
            scorer = OnnxClipScorer.shared(place(), settings);
        } catch (ModelUnavailableException e) {
            throw new ModelUnavailableException(
                    "executor [" + SparkEnv.get().executorId() + "] on host [" + host()
                            + "] cannot have the model; let it reach the Hub, put the model's directory on every host, or"
                            + " send it along with --archives model.zip#model and --model model: " + e.getMessage(),
                    e);
        }
        if (!digest.isEmpty() && !digest.equals(scorer.model().digest())) {
            throw new ModelUnavailableException("every executor must have the same model, but that of [" + model
                    + "] on host [" + host() + "] has digest [" + scorer.model().digest() + "] and the driver's ["
                    + digest + "]; send one along with --archives model.zip#model and --model model");
        }
        return scorer;
    }

    /** Spark puts what it sends along into a folder of its own. */
    private String place() {
        File sent = new File(SparkFiles.getRootDirectory(), model);
        return new File(sent, "config.json").isFile() ? sent.getPath() : model;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
