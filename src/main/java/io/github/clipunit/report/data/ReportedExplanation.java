package io.github.clipunit.report.data;

import java.util.List;

/** Why a check may have failed: see {@link CheckDetails}. */
record ReportedExplanation(List<ReportedWord> words, List<ReportedDescription> closest, List<String> hints) {

    boolean isEmpty() {
        return words.isEmpty() && closest.isEmpty() && hints.isEmpty();
    }
}
