package io.github.clipunit.junit;

import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Makes the arguments that {@link PromptVariantSource} asks for. */
final class PromptVariantsProvider extends AnnotationBasedArgumentsProvider<PromptVariantSource> {

    @Override
    protected Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context, PromptVariantSource source) {
        return arguments(source);
    }

    /** What JUnit asks for until 5.12. */
    @Override
    @SuppressWarnings("deprecation")
    protected Stream<? extends Arguments> provideArguments(ExtensionContext context, PromptVariantSource source) {
        return arguments(source);
    }

    private static Stream<Arguments> arguments(PromptVariantSource source) {
        PromptVariants all = PromptVariants.all(source.value()).and(source.own());
        List<VariantKind> kinds = source.kinds().length == 0 ? List.of(VariantKind.values()) : List.of(source.kinds());
        return all.only(kinds).list().stream()
                .map(variant -> arguments(
                        variant.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + variant.text(),
                        variant.text(),
                        source.value()));
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
