package io.github.clipunit.model.hub;

import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.model.EmbeddedModel;

/** Remedies for a missing model, for the end of a message. */
final class WaysOut {

    private WaysOut() {}

    /**
     * Returns the ways to get an aesthetic head, or the three ways to get a model; the first of them depends on the
     * situation.
     */
    static String after(HubAccess hub, String first) {
        if (hub.head() != null) {
            return ". Ways to get one: run " + fetch(hub.head().id())
                    + " --aesthetic-head where there is a network, and"
                    + " keep the cache [" + hub.cache() + "]; or take [" + hub.endpoint() + "] by other means, and set "
                    + ModelNames.HEAD.name() + " to its path and " + ModelNames.HEAD_MODEL.name() + "="
                    + hub.head().id();
        }
        return ". Ways to get one: " + first + "; or put a Hugging Face ONNX export into a folder and set "
                + ModelNames.MODEL.name() + " to its path; or set " + ModelNames.MODEL.name() + "="
                + EmbeddedModel.PICTOGRAM
                + " for the small model inside the jar, which knows pictograms and simple scenes only";
    }

    /** Returns the command that fetches a model. */
    static String fetch(String id) {
        return "clipunit models fetch " + OutputForm.SHELL.of(id);
    }
}
