package io.github.clipunit.junit;

import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.OutputForm;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/**
 * Attaches the pictures of a failed check to its test, where IDEs and Open Test Reporting show them. If that is
 * impossible, the test still fails for its own reason.
 */
final class FailedPictures {

    private static final System.Logger LOG = System.getLogger(FailedPictures.class.getName());
    private static final int NAME_DIGITS = 12;

    private FailedPictures() {}

    static void publish(Check check, ExtensionContext context) {
        if (check.passed()) {
            return;
        }
        try {
            for (ClipImage image : check.images()) {
                context.publishFile(
                        image.sha256().substring(0, NAME_DIGITS) + ".png",
                        MediaType.IMAGE_PNG,
                        file -> write(image, file));
            }
        } catch (JUnitException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    OutputForm.LINES.of("clipunit: pictures are not attached to the test: " + e.getMessage()));
        } catch (LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "this JUnit has no attachments of this kind", e);
        }
    }

    private static void write(ClipImage image, Path file) throws IOException {
        ImageIO.write(image.toBufferedImage(), "png", file.toFile());
    }
}
