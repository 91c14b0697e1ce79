package io.github.clipunit.run;

import io.github.clipunit.internal.Demands;
import java.util.Optional;

/**
 * The invocation of a test, in words that do not change over years or with JUnit's display names.
 *
 * @param name distinguishes it from the test's other invocations; empty if there are no others, or only retries
 * @param owner identifies it within this run: a unique id of JUnit's, the same for each retry
 * @param prompt the prompt from {@code @PromptVariantSource}, if it has one
 * @param unstable the text of an argument that changes with every run, which makes the name useless; empty if there is
 *     none
 */
public record Variant(String name, String owner, Optional<String> prompt, Optional<String> unstable) {

    public Variant {
        Demands.require("name", name);
        Demands.require("owner", owner);
        Demands.require("prompt", prompt);
        Demands.require("unstable", unstable);
    }

    public Variant(String name, String owner) {
        this(name, owner, Optional.empty(), Optional.empty());
    }
}
