package io.github.clipunit.run;

import io.github.clipunit.check.Check;

/** A listener that receives each check as soon as its verdict is known. */
@FunctionalInterface
public interface CheckListener {

    /**
     * Called on the thread of the assertion, before a failed check throws; several tests may call at once. An exception
     * thrown here replaces no verdict: the test continues, and fails with it at its end unless it fails anyway.
     *
     * @param test the test that made the check
     * @param check the question and the result, whether it passed or failed
     */
    void checked(TestIdentity test, Check check);
}
