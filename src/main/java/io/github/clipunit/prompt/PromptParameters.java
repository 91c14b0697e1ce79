package io.github.clipunit.prompt;

import io.github.clipunit.settings.Setting;
import java.util.Locale;

/**
 * The treatment of a prompt's parameters, which generators understand and CLIP does not.
 *
 * @hidden
 */
public enum PromptParameters {
    /** Leaves them out of the scored text, and lists them. */
    LEAVE_OUT,
    /** Scores them as text. */
    KEEP;

    /** The choice for a run. */
    public static final Setting<PromptParameters> SETTING = Setting.choice(
            "clipunit.prompt.parameters",
            "the treatment of text that only generators understand (--ar 16:9, (fox:1.3), <lora:x:1>, BREAK, negative"
                    + " prompts): leave-out removes it before scoring, keep scores it",
            LEAVE_OUT);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
