package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.clipunit.settings.Setting;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
