package io.github.clipunit.doctor;

/** One thing that was looked at. */
record Finding(boolean isWrong, String topic, String fact) {

    static Finding ok(String topic, String fact) {
        return new Finding(false, topic, fact);
    }

    static Finding wrong(String topic, String fact) {
        return new Finding(true, topic, fact);
    }
}
