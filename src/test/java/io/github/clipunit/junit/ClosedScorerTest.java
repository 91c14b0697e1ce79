package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A scorer that a test was given is not the test's to close: those after it use the same. */
class ClosedScorerTest {

    private static final ClipImage CAT = ClipImage.of(Path.of("src/test/resources/pictures/cat.png"));

    private final Logger logger = Logger.getLogger("io.github.clipunit");
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            notices.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void removeHandler() {
        logger.removeHandler(handler);
    }

    @Test
    void should_outlive_every_way_to_close_it_and_tell_of_it_once_at_most() {
        logger.addHandler(handler);
        EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(ClosedInConstructor.class), selectClass(ClosedElsewhere.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(5).succeeded(5));
        // Once a JVM, so another test may have had it.
        assertThat(notices)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(notice -> notice.endsWith(
                        " closed the ClipScorer that it was given, which is ignored: the scorer serves the"
                                + " whole run and is closed at its end"));
    }

    @ClipTest(model = "pictogram")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ClosedInConstructor {

        ClosedInConstructor(ClipScorer scorer) {
            try (scorer) {
                scorer.embed("a cat");
            }
        }

        @Test
        void scores() {
            assertThat(CAT).matchesPrompt("a cat").withClipScoreAbove(-1);
        }

        @Test
        void embedsWhatIsNotRemembered(ClipScorer scorer) {
            assertThat(scorer.embed("a dog beside a cat")).isNotNull();
        }
    }

    @ClipTest(model = "pictogram")
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class ClosedElsewhere {

        @BeforeAll
        static void close(ClipScorer scorer) {
            scorer.close();
        }

        @AfterAll
        static void closeOnceMore(ClipScorer scorer) {
            scorer.close();
        }

        @Test
        @Order(1)
        void closesAParameter(ClipScorer scorer) {
            try (scorer) {
                scorer.embed("a fox");
            }
        }

        @Test
        @Order(2)
        void scoresAfterThat() {
            assertThat(CAT).matchesPrompt("a bird").withClipScoreAbove(-1);
        }

        @Test
        @Order(3)
        void scoresByTheParameterAfterThat(ClipScorer scorer) {
            scorer.close();
            assertThat(CAT).scoredBy(scorer).matchesPrompt("a bird on a cat").withClipScoreAbove(-1);
        }
    }
}
