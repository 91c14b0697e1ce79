package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnownSettingsTest {

    @Test
    void should_know_every_setting_that_a_class_declares() {
        List<Object> declared = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.clipunit").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Setting.class))
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .map(KnownSettingsTest::value)
                        .toList();
        assertThat(declared).hasSizeGreaterThan(10);
        assertThat(List.<Object>copyOf(KnownSettings.ALL)).containsExactlyInAnyOrderElementsOf(Set.copyOf(declared));
    }

    static Stream<Arguments> blanks() {
        return KnownSettings.ALL.stream()
                .flatMap(setting -> Stream.of(arguments(setting, ""), arguments(setting, " \t")));
    }

    @ParameterizedTest
    @MethodSource("blanks")
    void should_refuse_a_blank_value_of_every_setting(Setting<?> setting, String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of(setting.name(), blank)).get(setting))
                .withMessageStartingWith(
                        setting.name() + " = [" + blank + "] (configuration parameter) cannot be read: ")
                .withMessageMatching(
                        "(?s).*: (choose (one of: |a (whole )?number from )|it is blank; leave it out, or give ).+");
    }

    private static Object value(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.getFullName() + " cannot be read", e);
        }
    }
}
