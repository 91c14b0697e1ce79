package io.github.clipunit.run;

import io.github.clipunit.ClipScorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Which scope each thread is in, and which scorers the run has: the one place that is static and changes. */
final class ScopeRegistry {

    private final Map<Thread, TestScope> bound = new ConcurrentHashMap<>();
    private final List<ClipScorer> scorers = new CopyOnWriteArrayList<>();

    /** Binds the scope to this thread and gives the one that was bound. */
    @Nullable
    TestScope enter(TestScope scope) {
        return bound.put(Thread.currentThread(), scope);
    }

    void leave(TestScope scope, Thread thread, @Nullable TestScope outer) {
        if (outer == null) {
            bound.remove(thread, scope);
        } else {
            bound.replace(thread, scope, outer);
        }
    }

    Optional<TestScope> current() {
        TestScope mine = bound.get(Thread.currentThread());
        if (mine != null) {
            return Optional.of(mine);
        }
        List<TestScope> running = List.copyOf(bound.values());
        return running.size() == 1 ? Optional.of(running.get(0)) : Optional.empty();
    }

    void announce(ClipScorer scorer) {
        scorers.add(scorer);
    }

    void retire(ClipScorer scorer) {
        scorers.remove(scorer);
    }

    ClipScorer scorer() {
        TestScope mine = bound.get(Thread.currentThread());
        if (mine != null) {
            return mine.scorer();
        }
        List<ClipScorer> known = List.copyOf(scorers);
        if (known.isEmpty()) {
            throw new IllegalStateException("no CLIP scorer is current: put @ClipTest on the test class or method,"
                    + " or name a scorer with assertThat(image).scoredBy(scorer)");
        }
        Set<String> models = new TreeSet<>();
        known.forEach(
                scorer -> models.add(scorer.model().isNamed() ? scorer.model().id() : scorer.toString()));
        if (models.size() > 1) {
            throw new IllegalStateException("this thread belongs to no test and the run uses several models " + models
                    + ": name one with assertThat(image).scoredBy(scorer), where scorer is the test's ClipScorer"
                    + " parameter");
        }
        return known.get(known.size() - 1);
    }
}
