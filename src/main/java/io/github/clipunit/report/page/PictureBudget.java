package io.github.clipunit.report.page;

import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the report below a size that browsers and artifact stores take easily: thumbnails come before larger views, and
 * pictures of failed checks before others.
 */
public final class PictureBudget {

    /** Of characters, each a byte in the file; the page itself and its data come on top. */
    public static final long LIMIT = 22_000_000;

    private final long limit;
    private final Map<String, Picture> kept = new LinkedHashMap<>();
    private long used;
    private int withoutLarge;
    private int withoutThumbnail;

    private PictureBudget(long limit) {
        this.limit = limit;
    }

    public static ReportDocument apply(ReportDocument document, long limit) {
        PictureBudget budget = new PictureBudget(limit);
        Map<String, Picture> pictures = byUrgency(document);
        pictures.forEach(budget::admitThumbnail);
        pictures.forEach(budget::admitLarge);
        List<String> warnings = new ArrayList<>(document.warnings());
        budget.warn(warnings);
        return new ReportDocument(
                document.format(),
                document.runs(),
                document.totals(),
                document.checks(),
                document.thresholds(),
                warnings,
                budget.kept);
    }

    private static Map<String, Picture> byUrgency(ReportDocument document) {
        Set<String> keys = new LinkedHashSet<>();
        document.checks().stream().filter(check -> !check.passed()).forEach(check -> addPictures(check, keys));
        document.checks().forEach(check -> addPictures(check, keys));
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (String key : keys) {
            Picture picture = document.pictures().get(key);
            if (picture != null) {
                pictures.put(key, picture);
            }
        }
        return pictures;
    }

    private static void addPictures(CheckEntry check, Set<String> keys) {
        check.images().forEach(image -> keys.add(image.picture()));
        if (check.goldenPicture() != null) {
            keys.add(check.goldenPicture());
        }
    }

    private void admitThumbnail(String key, Picture picture) {
        boolean fits = used + picture.thumbnailSize() <= limit;
        withoutThumbnail += fits ? 0 : 1;
        used += fits ? picture.thumbnailSize() : 0;
        kept.put(key, fits ? picture.withoutLarge() : picture.withoutLarge().withoutThumbnail());
    }

    private void admitLarge(String key, Picture picture) {
        boolean fits = used + picture.largeSize() <= limit;
        withoutLarge += fits ? 0 : 1;
        if (fits) {
            used += picture.largeSize();
            kept.merge(key, picture, Picture::withLargeOf);
        }
    }

    private void warn(List<String> warnings) {
        if (withoutLarge > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d pictures are kept as thumbnails only, so that this file stays below 25 MB",
                    withoutLarge,
                    kept.size()));
        }
        if (withoutThumbnail > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%d of %d pictures are left out, so that this file stays below 25 MB",
                    withoutThumbnail,
                    kept.size()));
        }
    }
}
