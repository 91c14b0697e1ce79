package com.example.signs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.clipunit.assertj.ClipAssertions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A member that is newer than the pin is found here, whether a test calls it or not. */
class MembersTest {

    /** JUnit's are left out, as what is newer there is asked for first; Java's handles take any parameters (JLS 15.12.3). */
    @Test
    void exist_all_members_that_clipunit_uses() {
        JavaClasses classes = new ClassFileImporter()
                .importUrl(ClipAssertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
        Stream<JavaAccess<?>> missing = classes.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> !access.getTargetOwner().isArray()
                        && !access.getTargetOwner().getPackageName().startsWith("org.junit.")
                        && !access.getTargetOwner().getPackageName().equals("java.lang.invoke"))
                .filter(access -> access.getTarget().resolveMember().isEmpty());

        assertThat(classes).hasSizeGreaterThan(200);
        assertThat(missing).isEmpty();
    }
}
