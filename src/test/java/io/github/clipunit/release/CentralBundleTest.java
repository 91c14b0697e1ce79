package io.github.clipunit.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** This project's pom in bundles that are painted here; {@code .ci/central} checks a real one. */
class CentralBundleTest {

    private static final String FOLDER = "io/github/clipunit/clipunit/0.1.0/";
    private static final String START = FOLDER + "clipunit-0.1.0";

    @TempDir
    private Path folder;

    @Test
    void should_take_this_project() throws IOException {
        assertThat(faults(bundle(pom()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/developerConnection",
                "scm/url",
                "issueManagement/url"
            })
    void should_refuse_a_pom_without(String element) throws IOException {
        List<String> way = List.of(element.split("/"));
        String last = way.get(way.size() - 1);
        int from = pom().indexOf("  <" + way.get(0) + ">");
        String without = pom().substring(from).replaceFirst("<" + last + ">[^<]*</" + last + ">", "");
        assertThat(faults(bundle(pom().substring(0, from) + without)))
                .containsExactly("the pom has no [" + element + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<profiles>|<repositories><repository/></repositories><profiles>|the pom names repositories of its own",
                "<profiles>|<profiles><profile><pluginRepositories><pluginRepository/></pluginRepositories></profile>|the pom"
                        + " names repositories of its own",
                "<assertj.version>|<assertj.version>4.0-SNAPSHOT</assertj.version><assertj.version>|the pom names a"
                        + " SNAPSHOT, which is not released",
            })
    void should_refuse_a_pom_with(String of, String by, String fault) throws IOException {
        assertThat(faults(bundle(pom().replaceFirst(of, by)))).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {".jar", "-sources.jar", "-javadoc.jar", "-cli.jar", "-cyclonedx.json"})
    void should_miss(String file) throws IOException {
        Map<String, byte[]> bundle = bundle(pom());
        bundle.remove(START + file);
        assertThat(faults(bundle)).containsExactly("[" + START + file + "] is missing");
    }

    @ParameterizedTest
    @CsvSource({
        ".jar.asc,[%s.jar] has no signature",
        ".pom.asc,[%s.pom] has no signature",
        "-cli.jar.md5,[%s-cli.jar] has no right checksum [.md5]",
        "-cyclonedx.json.sha1,[%s-cyclonedx.json] has no right checksum [.sha1]",
    })
    void should_miss_or_refuse(String file, String fault) throws IOException {
        Map<String, byte[]> bundle = bundle(pom());
        bundle.put(START + file, bytes("0123"));
        assertThat(faults(bundle)).containsExactly(fault.formatted(START));
        bundle.remove(START + file);
        assertThat(faults(bundle)).containsExactly(fault.formatted(START));
    }

    @ParameterizedTest
    @CsvSource({"META-INF/LICENSE,META-INF/NOTICE", "META-INF/NOTICE,META-INF/LICENSE"})
    void should_refuse_a_jar_without(String text, String other) throws IOException {
        Map<String, byte[]> bundle = bundle(pom());
        put(bundle, "-javadoc.jar", jar(other));
        assertThat(faults(bundle)).containsExactly("[" + START + "-javadoc.jar] lacks [" + text + "]");
    }

    @Test
    void should_refuse_files_elsewhere() throws IOException {
        Map<String, byte[]> bundle = bundle(pom());
        bundle.put("notes.txt", bytes("?"));
        assertThat(faults(bundle)).containsExactly("[notes.txt] does not lie under [" + START + "]");
    }

    @Test
    void should_refuse_a_bundle_without_a_pom() throws IOException {
        assertThat(faults(new TreeMap<>())).containsExactly("a bundle has one pom, but this one has []");
    }

    /** As it is in a release. */
    private static String pom() throws IOException {
        return Files.readString(Path.of("pom.xml")).replaceFirst("<version>.*</version>", "<version>0.1.0</version>");
    }

    private static Map<String, byte[]> bundle(String pom) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        put(files, ".pom", bytes(pom));
        for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cli.jar")) {
            put(files, end, jar("META-INF/LICENSE", "META-INF/NOTICE"));
        }
        put(files, "-cyclonedx.json", bytes("{}"));
        return files;
    }

    private static void put(Map<String, byte[]> files, String end, byte[] content) {
        files.put(START + end, content);
        files.put(START + end + ".asc", bytes("-----BEGIN PGP SIGNATURE-----\n"));
        files.put(START + end + ".md5", bytes(DigestUtils.md5Hex(content)));
        files.put(START + end + ".sha1", bytes(DigestUtils.sha1Hex(content)));
    }

    private static byte[] jar(String... names) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        for (String name : names) {
            entries.put(name, bytes("text"));
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        zip(entries, jar);
        return jar.toByteArray();
    }

    private List<String> faults(Map<String, byte[]> files) throws IOException {
        Path bundle = folder.resolve("central-bundle.zip");
        try (OutputStream out = Files.newOutputStream(bundle)) {
            zip(files, out);
        }
        return CentralBundle.faults(bundle);
    }

    private static void zip(Map<String, byte[]> files, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
