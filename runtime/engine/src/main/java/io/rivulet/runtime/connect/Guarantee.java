package io.rivulet.runtime.connect;

/** What a connector makes of records when a job is killed and goes on from its last epoch; the weakest on the way is the flow's. */
public enum Guarantee {
    /** Each record counts once, whatever happens. */
    EXACTLY_ONCE("exactly once"),
    /** A record may be written again, and then replaces what is there under its key. */
    EXACTLY_ONCE_BY_KEY("exactly once by key"),
    /** None is lost; some may be there twice. */
    AT_LEAST_ONCE("at least once"),
    /** Some may be lost, because what was read cannot be read again. */
    AT_MOST_ONCE("at most once");

    private final String words;

    Guarantee(String words) {
        this.words = words;
    }

    /** In words, for people. */
    @Override
    public String toString() {
        return words;
    }
}
