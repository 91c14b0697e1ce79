package io.github.clipunit.spark;

import org.jspecify.annotations.Nullable;

record ItemResult<T, V>(T item, @Nullable V value, @Nullable Exception error) {}
