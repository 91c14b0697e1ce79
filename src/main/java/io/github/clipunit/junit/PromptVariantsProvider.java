package io.github.clipunit.junit;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Makes the arguments that {@link PromptVariantSource} asks for. */
final class PromptVariantsProvider extends AnnotationBasedArgumentsProvider<PromptVariantSource> {

    @Override
    protected Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context, PromptVariantSource source) {
        PromptVariants all = PromptVariants.all(source.value()).and(source.own());
        List<VariantKind> kinds = source.kinds().length == 0 ? List.of(VariantKind.values()) : List.of(source.kinds());
        return all.only(kinds).list().stream()
                .map(variant -> argumentSet(
                        variant.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + variant.text(),
                        variant.text(),
                        source.value()));
    }
}
