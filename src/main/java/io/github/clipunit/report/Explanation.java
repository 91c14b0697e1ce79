package io.github.clipunit.report;

import java.util.List;

/** Why a check may have failed: see {@link CheckDetails}. */
record Explanation(List<WordContribution> words, List<Description> closest, List<String> hints) {

    boolean isEmpty() {
        return words.isEmpty() && closest.isEmpty() && hints.isEmpty();
    }
}
