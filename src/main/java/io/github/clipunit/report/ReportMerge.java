package io.github.clipunit.report;

import com.google.gson.JsonParseException;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.JournalLine;
import io.github.clipunit.report.data.JournaledPicture;
import io.github.clipunit.report.data.Origin;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportGson;
import io.github.clipunit.report.data.RunInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings journals and reports together. A check that several inputs hold counts once; of a test that one run made several
 * times, the last attempt counts; checks of different runs stand side by side.
 */
final class ReportMerge {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern DATA_HEAD = Pattern.compile("data:image/(png|jpeg);base64,");

    /** By character; what is not ASCII becomes a question mark, which is none of them. */
    private static final boolean[] BASE64 = new boolean[128];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            BASE64[c] = true;
        }
    }

    private final Map<String, RunInfo> runs = new TreeMap<>();
    private final Map<Origin, CheckEntry> checks = new LinkedHashMap<>();
    private final Map<String, Picture> pictures = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** Adds a journal, as far as it can be read. */
    void addJournal(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int number = 0;
        for (int from = 0, to; from < bytes.length; from = to + 1) {
            to = endOfLine(bytes, from);
            number++;
            try {
                add(parse(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
            } catch (JsonParseException | NullPointerException e) {
                // The process died while it wrote this line, or writes it now.
                warnings.add("line " + number + " of journal [" + file.getFileName()
                        + "] is incomplete: a test process was stopped while it wrote, and its last check is lost");
            }
        }
    }

    private static int endOfLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private JournalLine parse(String line) {
        JournalLine picture = JournaledPicture.parse(line);
        return picture == null ? ReportGson.GSON.fromJson(line, JournalLine.class) : picture;
    }

    private void add(JournalLine line) {
        if (line.run() != null) {
            add(line.run());
        }
        if (line.key() != null && line.picture() != null) {
            add(line.key(), line.picture());
        }
        if (line.check() != null) {
            checks.put(line.check().origin(), line.check());
        }
        if (line.notice() != null) {
            warnings.add(line.notice());
        }
    }

    /**
     * Adds a {@code report.json}.
     *
     * @throws IllegalArgumentException if it is not one
     */
    void addReport(Path file) throws IOException {
        ReportDocument document = read(file);
        document.runs().forEach(this::add);
        document.checks().forEach(check -> checks.put(check.origin(), check));
        document.pictures().forEach(this::add);
    }

    private ReportDocument read(Path file) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(file)) {
            ReportDocument document = ReportGson.GSON.fromJson(text, ReportDocument.class);
            if (document != null && ReportDocument.FORMAT.equals(document.format())) {
                return document;
            }
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("not a report: [" + file + "]: " + JsonFields.reason(e), e);
        }
        throw new IllegalArgumentException("not a report of the format " + ReportDocument.FORMAT + ": [" + file
                + "]; merge reports with the version of clipunit that wrote them");
    }

    private void add(RunInfo run) {
        runs.merge(run.id() + "\n" + run.module(), run, (a, b) -> a.started().compareTo(b.started()) <= 0 ? a : b);
    }

    /** Pictures of other people's files go into a page: nothing but pictures is let in. */
    private void add(String key, Picture picture) {
        boolean safe = KEY.matcher(key).matches() && isPicture(picture.thumbnail()) && isPicture(picture.large());
        if (safe) {
            pictures.merge(key, picture, Picture::or);
        } else {
            warnings.add("a picture is left out: its key or its data is not as clipunit writes it");
        }
    }

    private static boolean isPicture(@Nullable String uri) {
        if (uri == null) {
            return true;
        }
        Matcher head = DATA_HEAD.matcher(uri);
        int padding = uri.endsWith("==") ? 2 : uri.endsWith("=") ? 1 : 0;
        return head.lookingAt()
                && head.end() <= uri.length() - padding
                && isBase64(uri.getBytes(StandardCharsets.US_ASCII), head.end(), uri.length() - padding);
    }

    /** A pattern of a set of characters takes many times as long, for the megabytes that a report has. */
    private static boolean isBase64(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < 0 || !BASE64[text[i]]) {
                return false;
            }
        }
        return true;
    }

    ReportDocument document() {
        List<CheckEntry> entries = lastAttempts().stream()
                .sorted(Comparator.comparing(CheckEntry::at)
                        .thenComparing(check -> check.origin().process())
                        .thenComparing(check -> check.origin().sequence()))
                .toList();
        List<RunInfo> ordered = runs.values().stream()
                .sorted(Comparator.comparing(RunInfo::started))
                .toList();
        return ReportDocument.of(ordered, entries, warnings.stream().distinct().toList(), pictures);
    }

    private List<CheckEntry> lastAttempts() {
        Map<String, TreeMap<String, List<CheckEntry>>> byTest = new LinkedHashMap<>();
        Map<String, String> starts = processStarts();
        for (CheckEntry check : checks.values()) {
            Origin origin = check.origin();
            String attempt = starts.get(origin.process()) + " " + origin.process() + " " + padded(origin.attempt());
            byTest.computeIfAbsent(
                            String.join(
                                    "\n",
                                    origin.run(),
                                    origin.module(),
                                    check.test().uniqueId()),
                            key -> new TreeMap<>())
                    .computeIfAbsent(attempt, key -> new ArrayList<>())
                    .add(check);
        }
        List<CheckEntry> last = new ArrayList<>();
        byTest.values().forEach(attempts -> attempts.lastEntry().getValue().stream()
                .map(check -> check.withAttempts(Math.max(check.attempts(), attempts.size())))
                .forEach(last::add));
        return last;
    }

    /** So that texts are in the order of their numbers. */
    private static String padded(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 9 - digits.length())) + digits;
    }

    /** When each process made its first check. */
    private Map<String, String> processStarts() {
        Map<String, String> starts = new HashMap<>();
        checks.values()
                .forEach(check ->
                        starts.merge(check.origin().process(), check.at(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        return starts;
    }
}
