package io.github.clipunit.junit;

import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;

/** Creates the arguments for {@link PromptVariantSource}. */
final class PromptVariantsProvider extends AnnotationBasedArgumentsProvider<PromptVariantSource> {

    /**
     * Implements the method of JUnit 5.10. Older versions could not load a class whose method signatures contain later
     * types.
     */
    @Override
    @SuppressWarnings("deprecation")
    protected Stream<? extends Arguments> provideArguments(ExtensionContext context, PromptVariantSource source) {
        PromptVariants all = variants(source);
        List<VariantKind> kinds = source.kinds().length == 0 ? List.of(VariantKind.values()) : List.of(source.kinds());
        return all.only(kinds).list().stream()
                .map(variant -> arguments(
                        variant.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + variant.text(),
                        variant.text(),
                        source.value()));
    }

    private static PromptVariants variants(PromptVariantSource source) {
        try {
            return PromptVariants.all(source.value()).and(source.own());
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@PromptVariantSource: " + e.getMessage(), e);
        }
    }

    /** Names the invocation. JUnit 5.10 can only name single arguments. */
    private static Arguments arguments(String name, String variant, String original) {
        try {
            return Arguments.argumentSet(name, variant, original);
        } catch (NoSuchMethodError e) {
            return Arguments.of(Named.of(name, variant), original);
        }
    }
}
