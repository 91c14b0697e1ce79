package io.github.clipunit.judge;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** The error of a judge that gave no answer, or an invalid one; the message names judge, question and picture. */
public final class JudgeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JudgeException(String message, @Nullable Exception cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
