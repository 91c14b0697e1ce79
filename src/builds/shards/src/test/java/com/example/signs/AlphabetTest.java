package com.example.signs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Knows nothing of pictures. */
class AlphabetTest {

    @Test
    void has_letters() {
        assertEquals(26, (int) "z".charAt(0) - "a".charAt(0) + 1);
    }
}
