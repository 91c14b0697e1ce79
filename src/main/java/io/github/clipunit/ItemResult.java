package io.github.clipunit;

import io.github.clipunit.internal.Demands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One item of many with either its result or its error.
 *
 * @param <T> the items
 * @param <V> the results, such as {@link Embedding} or {@link ClipScore}
 * @param item the item, as it was given
 * @param value the result, or null if there is an error
 * @param error the reason why there is no result, or null if there is one
 */
public record ItemResult<T, V>(
        T item, @Nullable V value, @Nullable Exception error) {

    /**
     * Creates an item with a result or an error.
     *
     * @throws IllegalArgumentException if both or neither are given
     */
    public ItemResult {
        if ((value == null) == (error == null)) {
            throw new IllegalArgumentException("an item has a result or an error, but this has [" + value + "] and ["
                    + error + "]; give one of them");
        }
    }

    /** Returns an item with its result. */
    public static <T, V> ItemResult<T, V> of(T item, V value) {
        return new ItemResult<>(item, Demands.require("value", value), null);
    }

    /** Returns an item with its error. */
    public static <T, V> ItemResult<T, V> failed(T item, Exception error) {
        return new ItemResult<>(item, null, Demands.require("error", error));
    }

    /** Returns an item with the result of the given work, or with the exception that it throws. */
    static <T, V> ItemResult<T, V> ofWork(T item, Callable<V> work) {
        try {
            return of(item, work.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(item, e);
        } catch (Exception e) {
            return failed(item, e);
        }
    }

    /** Returns whether there is an error instead of a result. */
    public boolean hasFailed() {
        return error != null;
    }

    /**
     * Returns the result.
     *
     * @throws RuntimeException the item's error, if it has one; a checked one as the cause of another
     */
    public V orElseThrow() {
        if (value != null) {
            return value;
        }
        if (error instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (error instanceof IOException io) {
            throw new UncheckedIOException(io.getMessage(), io);
        }
        throw new IllegalStateException(String.valueOf(error), error);
    }
}
