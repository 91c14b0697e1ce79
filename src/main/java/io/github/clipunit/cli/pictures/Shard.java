package io.github.clipunit.cli.pictures;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal shares of the pictures.
 *
 * @param index the share, from 1
 * @param count the number of shares
 */
public record Shard(int index, int count) {

    /** The only share, which has all pictures. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    /**
     * Reads a shard such as {@code 2/4}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Shard of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
            if (shard.index >= 1 && shard.index <= shard.count) {
                return shard;
            }
        }
        throw new IllegalArgumentException(
                "--shard [" + text + "] must be the number of a shard and their count, such as 1/4 to 4/4");
    }

    /** Whether a request belongs to it. */
    public boolean has(Request request) {
        return count == 1 || request.isOf(index - 1, count);
    }
}
