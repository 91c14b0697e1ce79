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
 * The scorer that every executor opens once for all of its tasks.
 *
 * @param model {@code pictogram}, a Hub id, a directory that every host has, or the name of one sent with
 *     {@code --archives} or {@code --files}
 * @param settings settings of the library, such as {@code clipunit.threads}
 * @param digest the {@link io.github.clipunit.ClipModel#digest} that the model must have on every host; empty for any
 */
record ExecutorScorer(String model, Map<String, String> settings, String digest) implements Serializable {

    static final String PREFIX = "spark.clipunit.";

    /**
     * The forms {@code local[cores]}, {@code local[cores, failures]} and
     * {@code local-cluster[executors, cores, megabytes]}.
     */
    private static final Pattern LOCAL =
            Pattern.compile("local\\[(\\d+|\\*)\\s*(?:,.*)?]|local-cluster\\[.*,\\s*(\\d+)\\s*,.*]");

    private static final String THREADS = "clipunit.threads";

    /**
     * Returns the scorer of a session: {@code spark.clipunit.X} is the library's setting {@code clipunit.X}. Embeddings
     * are not stored on the disks of executors unless a setting demands it.
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

    /**
     * Sets as many threads as an executor has cores. It sets nothing if an executor uses all cores of its host, which
     * is the library's default.
     */
    private static Map<String, String> threads(SparkConf conf) {
        Matcher local = LOCAL.matcher(conf.get("spark.master", "local[1]"));
        String cores = local.matches()
                ? Objects.requireNonNullElse(local.group(1), local.group(2))
                : conf.get("spark.executor.cores", "*");
        return cores.equals("*") ? Map.of() : Map.of(THREADS, cores);
    }

    /** Returns the settings that may change a score. */
    Map<String, String> scoring() {
        Map<String, String> scoring = new TreeMap<>(settings);
        scoring.keySet().removeAll(List.of(THREADS, "clipunit.cache.embeddings", "clipunit.cache.dir"));
        return scoring;
    }

    /** Returns the same scorer, which demands the same model files on every host. */
    ExecutorScorer pinned() {
        return new ExecutorScorer(model, settings, scorer().model().digest());
    }

    /**
     * Returns the scorer of this JVM.
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
                            + "] cannot load the model; give it access to the Hub, put the model's directory on every host, or"
                            + " send it with --archives model.zip#model and --model model: " + e.getMessage(),
                    e);
        }
        if (!digest.isEmpty() && !digest.equals(scorer.model().digest())) {
            throw new ModelUnavailableException("every executor must have the same model, but that of [" + model
                    + "] on host [" + host() + "] has digest [" + scorer.model().digest() + "] and the driver's ["
                    + digest + "]; send one with --archives model.zip#model and --model model");
        }
        return scorer;
    }

    /** Returns the path of the model. Spark puts the files it sends into their own folder. */
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
