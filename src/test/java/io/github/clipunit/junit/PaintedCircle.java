package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A test of a module elsewhere, which {@link ModuleElsewhereTest} runs in a JVM of its own. */
@ClipTest(model = "pictogram")
class PaintedCircle {

    @Test
    void paints() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(Color.getColor("circle"));
        graphics.fillOval(8, 8, 48, 48);
        graphics.dispose();
        assertThat(image).matchesPrompt("a red circle").hasNotRegressed();
    }

    /** Says how many tests failed. */
    public static void main(String[] args) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(PaintedCircle.class))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        summary.getSummary().getFailures().forEach(failure -> failure.getException()
                .printStackTrace());
        System.exit(Math.toIntExact(summary.getSummary().getTestsFailedCount()));
    }
}
