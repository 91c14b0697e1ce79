package io.github.clipunit.report.data;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats instants as text of fixed length, to the millisecond, so that the texts sort like the instants. */
public final class Timestamp {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Timestamp() {}

    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
