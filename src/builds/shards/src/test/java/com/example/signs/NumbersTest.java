package com.example.signs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Knows nothing of pictures. */
class NumbersTest {

    @Test
    void counts() {
        assertEquals(4, 2 + 2);
    }
}
