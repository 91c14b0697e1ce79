package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryMisfitTest {

    private final LinkageError error = new NoSuchFieldError("FLOAT16");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mac OS X   | x86_64  | false | Mac OS X, x86_64 | run the tests on one of these, for instance in a Linux container, or add the last versions for Intel to <dependencyManagement>: com.microsoft.onnxruntime:onnxruntime 1.23.2, ai.djl.huggingface:tokenizers 0.29.0 and ai.djl:api 0.29.0
            Windows 11 | aarch64 | false | Windows 11, aarch64 | use a JDK for x86_64, which Windows emulates
            Linux      | amd64   | true  | Linux, amd64, musl | use an image with glibc, such as eclipse-temurin:17 in place of eclipse-temurin:17-alpine
            Linux      | aarch64 | true  | Linux, aarch64, musl | use an image with glibc, such as eclipse-temurin:17 in place of eclipse-temurin:17-alpine
            Linux      | ppc64le | false | Linux, ppc64le | run the tests on one of these, for instance in a Linux container
            SunOS      | amd64   | false | SunOS, amd64 | run the tests on one of these, for instance in a Linux container
            """)
    void should_name_the_system_and_a_way_out(String os, String arch, boolean isMusl, String system, String wayOut) {
        assertThat(new LibraryMisfit(error, os, arch, isMusl).explain())
                .isEqualTo(
                        "clipunit runs on Linux with glibc (x86_64 and aarch64), macOS (aarch64) and Windows (x86_64),"
                                + " but this JVM is for [" + system
                                + "], which ONNX Runtime and DJL's tokenizers have no native"
                                + " library for: " + wayOut);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 10, amd64", "Linux, amd64", "Linux, aarch64"})
    void should_name_the_versions_where_the_system_is_supported(String os, String arch) {
        assertThat(new LibraryMisfit(error, os, arch, false).explain())
                .startsWith("clipunit cannot use ONNX Runtime or DJL's tokenizers as they are on the class path"
                        + " (java.lang.NoSuchFieldError: FLOAT16): it works with");
    }

    @Test
    void should_name_the_other_class_loader() {
        LinkageError first = new ExceptionInInitializerError(
                new UnsatisfiedLinkError("Native Library /lib/x.so already loaded in another classloader"));
        assertThat(new LibraryMisfit(first, "Linux", "amd64", false).explain())
                .isEqualTo("a native library belongs to one class loader of a JVM, but another one has it"
                        + " (java.lang.UnsatisfiedLinkError: Native Library /lib/x.so already loaded in another"
                        + " classloader): unset the environment variables ENGINE_CACHE_DIR and RUST_LIBRARY_PATH, so that"
                        + " clipunit can load a copy, or let only one class loader use DJL");
    }

    @Test
    void should_know_musl_by_what_the_process_has_loaded(@TempDir Path folder) throws IOException {
        Path maps = folder.resolve("maps");
        Files.writeString(maps, """
                7f1c8a000000-7f1c8a014000 r--p 00000000 08:01 1311 /lib/ld-musl-x86_64.so.1
                7ffd3a5e2000-7ffd3a603000 rw-p 00000000 00:00 0 [stack]
                """);
        assertThat(LibraryMisfit.isMapped("/ld-musl-", maps)).isTrue();
        assertThat(LibraryMisfit.isMapped("libtokenizers.so", maps)).isFalse();
        assertThat(LibraryMisfit.isMapped("/ld-musl-", folder.resolve("none"))).isFalse();
    }

    @Test
    void should_declare_the_versions_that_clipunit_is_built_with() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(LibraryMisfit.Library.ONNX_RUNTIME.declaration()).contains(version(pom, "onnxruntime.version"));
        assertThat(LibraryMisfit.Library.TOKENIZERS.declaration()).contains(version(pom, "tokenizers.version"));
        assertThat(LibraryMisfit.Library.DJL.declaration()).contains(version(pom, "tokenizers.version"));
    }

    private static String version(String pom, String property) {
        Matcher version =
                Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<").matcher(pom);
        assertThat(version.find()).isTrue();
        return "<version>" + version.group(1) + "</version>";
    }
}
