package io.github.clipunit.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A bundle for Maven Central, and which of its rules it breaks: <a
 * href="https://central.sonatype.org/publish/requirements/">requirements</a>. Signatures are looked for, not verified. A
 * program of one file, which {@code .ci/central} runs as it is.
 */
final class CentralBundle {

    private static final List<String> ARTIFACTS =
            List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");
    /** The jar with all dependencies that each artifact brings as well. */
    private static final Map<String, String> WHOLE = Map.of("clipunit", "-cli.jar", "clipunit-spark", "-all.jar");

    private static final Map<String, String> CHECKSUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");
    private static final List<String> DEMANDED = List.of(
            "modelVersion",
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url",
            "issueManagement/url");

    private final Map<String, byte[]> files;
    private final List<String> faults = new ArrayList<>();

    private CentralBundle(Map<String, byte[]> files) {
        this.files = files;
    }

    public static void main(String... arguments) throws IOException {
        List<String> faults = faults(Path.of(arguments[0]));
        faults.forEach(System.err::println);
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    /** The rules that a bundle breaks; empty if Maven Central would take it. */
    static List<String> faults(Path bundle) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        CentralBundle read = new CentralBundle(files);
        read.check();
        return read.faults;
    }

    private void check() throws IOException {
        List<String> poms =
                files.keySet().stream().filter(name -> name.endsWith(".pom")).toList();
        if (poms.size() != 1) {
            faults.add("a bundle has one pom, but this one has " + poms);
            return;
        }
        String pom = text(poms.get(0));
        Document document = document(pom);
        DEMANDED.stream()
                .filter(element ->
                        found(document, "/project/" + element + "/text()").isBlank())
                .forEach(element -> faults.add("the pom has no [" + element + "]"));
        if (!found(document, "count(//repositories | //pluginRepositories)").equals("0")) {
            faults.add("the pom names repositories of its own");
        }
        if (pom.contains("-SNAPSHOT")) {
            faults.add("the pom names a SNAPSHOT, which is not released");
        }
        String artifact = found(document, "/project/artifactId");
        String version = found(document, "/project/version");
        String start = String.join(
                "/",
                found(document, "/project/groupId").replace('.', '/'),
                artifact,
                version,
                artifact + "-" + version);
        ARTIFACTS.forEach(end -> checkFile(start + end));
        checkFile(start + WHOLE.getOrDefault(artifact, ".jar"));
        files.keySet().stream()
                .filter(name -> !name.startsWith(start))
                .forEach(name -> faults.add("[" + name + "] does not lie under [" + start + "]"));
        for (String name : files.keySet()) {
            if (name.endsWith(".jar")) {
                checkLicences(name);
            }
        }
    }

    private void checkFile(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            faults.add("[" + name + "] is missing");
            return;
        }
        if (!text(name + ".asc").startsWith("-----BEGIN PGP SIGNATURE-----")) {
            faults.add("[" + name + "] has no signature");
        }
        new TreeMap<>(CHECKSUMS).forEach((end, algorithm) -> {
            if (!text(name + end).strip().equals(hash(algorithm, content))) {
                faults.add("[" + name + "] has no right checksum [" + end + "]");
            }
        });
    }

    private void checkLicences(String jar) throws IOException {
        TreeSet<String> missing = new TreeSet<>(List.of("META-INF/LICENSE", "META-INF/NOTICE"));
        try (InputStream in = new ByteArrayInputStream(Objects.requireNonNull(files.get(jar)));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                missing.remove(entry.getName());
            }
        }
        if (!missing.isEmpty()) {
            faults.add("[" + jar + "] lacks " + missing);
        }
    }

    private String text(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static Document document(String pom) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(pom)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("The pom is not XML: " + e.getMessage(), e);
        }
    }

    private static String found(Document document, String path) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(path, document);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
