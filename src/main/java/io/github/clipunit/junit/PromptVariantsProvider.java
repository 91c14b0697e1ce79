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

/** Makes the arguments that {@link PromptVariantSource} asks for. */
final class PromptVariantsProvider extends AnnotationBasedArgumentsProvider<PromptVariantSource> {

    /** What JUnit asks from 5.10 on; a method with what came later in its signature would keep the older ones from loading it. */
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

    /** Names the invocation; JUnit 5.10 has names for single arguments alone. */
    private static Arguments arguments(String name, String variant, String original) {
        try {
            return Arguments.argumentSet(name, variant, original);
        } catch (NoSuchMethodError e) {
            return Arguments.of(Named.of(name, variant), original);
        }
    }
}
