package io.github.clipunit.judge;

/**
 * What a judge answered.
 *
 * @param judge its id
 * @param question the question
 * @param yes the probability of yes, or the share of answers that were, to six digits
 * @param origin where it comes from
 * @hidden
 */
public record Answer(String judge, String question, double yes, Origin origin) {

    /**
     * Where an answer comes from.
     *
     * @hidden
     */
    public enum Origin {
        /** It was there before. */
        KEPT("recorded before"),
        /** It was asked for in this run, and kept. */
        RECORDED("asked now, and recorded"),
        /** It was asked for in this run, and not kept. */
        LIVE("asked now, and not recorded");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
