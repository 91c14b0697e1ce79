package io.github.clipunit.run;

import io.github.clipunit.check.Check;

/** Is told of each check as its verdict falls. */
@FunctionalInterface
public interface CheckListener {

    /**
     * Called on the thread that asked, before a failed check throws; several tests may call at once. What is thrown here
     * replaces no verdict: the test goes on, and fails for it at its end if it did not fail anyway.
     *
     * @param test whose check it is
     * @param check what was asked and found, whether it passed or failed
     */
    void checked(TestIdentity test, Check check);
}
