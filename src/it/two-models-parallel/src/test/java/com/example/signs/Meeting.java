package com.example.signs;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Where a test of each model waits for the other's: only tests that run at the same time get past it. */
final class Meeting {

    private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

    private Meeting() {}

    static void await() throws Exception {
        BARRIER.await(60, TimeUnit.SECONDS);
    }
}
