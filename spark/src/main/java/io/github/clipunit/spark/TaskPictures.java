package io.github.clipunit.spark;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.internal.Recent;
import io.github.clipunit.internal.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The pictures that the SQL functions of one task used last, and those of the rows read ahead. The first function that
 * needs one of the latter has all of them embedded at once.
 */
final class TaskPictures {

    /** Enough for a filter and a projection that use the same picture some rows apart. */
    private static final int REMEMBERED = 1024;

    private static final Map<Long, TaskPictures> RUNNING = new ConcurrentHashMap<>();

    private final HadoopPictures pictures = new HadoopPictures();
    private final Map<String, ItemResult<Object, Embedding>> known = new Recent<>(REMEMBERED);
    private List<Object> ahead = List.of();

    /** Returns the pictures of the current thread's task; new ones if there is no task, such as during planning. */
    static TaskPictures current() {
        TaskContext task = TaskContext.get();
        return task == null
                ? new TaskPictures()
                : RUNNING.computeIfAbsent(task.taskAttemptId(), id -> {
                    TaskCompletionListener end = ended -> RUNNING.remove(id);
                    task.addTaskCompletionListener(end);
                    return new TaskPictures();
                });
    }

    /** Takes the pictures that will be needed next. */
    synchronized void readAhead(List<Object> images) {
        ahead = images;
    }

    /** Returns the embedding of a picture, or the error. */
    synchronized ItemResult<Object, Embedding> embed(ExecutorScorer executor, Object image) {
        ItemResult<Object, Embedding> result = known.get(key(executor, image));
        return result == null ? embedAll(executor, image) : result;
    }

    private ItemResult<Object, Embedding> embedAll(ExecutorScorer executor, Object image) {
        ClipScorer scorer = executor.scorer();
        String asked = key(executor, image);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put(asked, image);
        ahead.forEach(next -> wanted.putIfAbsent(key(executor, next), next));
        wanted.keySet().removeAll(known.keySet());
        scorer.embedAll(wanted.entrySet().stream(), next -> pictures.picture(next.getValue()))
                .forEach(result ->
                        known.put(result.item().getKey(), new ItemResult<>(asked, result.value(), result.error())));
        return Objects.requireNonNull(known.get(asked));
    }

    private static String key(ExecutorScorer executor, Object image) {
        String name = image instanceof byte[] bytes ? Sha256.hex(bytes) : "path " + image;
        return executor.model() + "\n" + name;
    }
}
