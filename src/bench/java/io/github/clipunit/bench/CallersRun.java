package io.github.clipunit.bench;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One JVM in which several threads embed one decoded picture after another, as tests that run in parallel do, by the scorer
 * or each by a run of its own in the bare session. Prints milliseconds a picture by the clock and on the processor.
 */
public final class CallersRun {

    private static final int WARM_UP = 24;
    private static final int PICTURES = 160;

    private CallersRun() {}

    /** Arguments: {@code scorer} or {@code bare}, and how many threads. */
    public static void main(String[] args) throws IOException, OrtException, InterruptedException, ExecutionException {
        List<ClipImage> pictures = new ArrayList<>();
        PictureFolder.make(FolderRun.SIDE, 16).forEach(file -> pictures.add(ClipImage.of(file)));
        int callers = Integer.parseInt(args[1]);
        try (OnnxClipScorer scorer = BenchModel.scorer();
                OrtSession session = BenchModel.session("vision_model.onnx")) {
            Work work = args[0].equals("scorer")
                    ? scorer::embed
                    : picture -> BenchModel.encode(session, scorer.pixelValues(picture));
            time(callers, WARM_UP, pictures, work);
            Timing timing = time(callers, PICTURES, pictures, work).dividedBy(PICTURES);
            System.out.printf(Locale.ROOT, "%.3f %.3f%n", timing.clock(), timing.processor());
        }
        System.exit(0);
    }

    private static Timing time(int callers, int count, List<ClipImage> pictures, Work work)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        Stopwatch watch = new Stopwatch();
        List<Future<?>> running = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            running.add(threads.submit(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    work.on(pictures.get(i % pictures.size()));
                }
                return true;
            }));
        }
        for (Future<?> caller : running) {
            caller.get();
        }
        threads.shutdown();
        return watch.read();
    }

    /** What is done with one picture. */
    private interface Work {
        void on(ClipImage picture) throws OrtException;
    }
}
