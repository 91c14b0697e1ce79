package io.github.clipunit.run;

import io.github.clipunit.internal.Demands;
import java.util.Optional;

/**
 * Which invocation of a test this is, in words that stay the same for years, whatever JUnit displays.
 *
 * @param name what tells it from the test's other invocations; empty where it has no others, or others that only try again
 * @param owner tells whose it is in this run: a unique id of JUnit's, the same one for each retry
 * @param prompt the text that it was given in place of a prompt, where {@code @PromptVariantSource} gave one
 * @param unstable the text of an argument that changes with every run, so that the name is worth nothing; empty if none does
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
