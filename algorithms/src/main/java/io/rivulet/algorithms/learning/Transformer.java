package io.rivulet.algorithms.learning;

/** Turns the features of an example into others that suit the next step better, after what it has learnt of earlier ones. */
public interface Transformer {

    /** Takes an example in. */
    void learn(Row x);

    /**
     * Writes what {@code x} becomes. Changes only {@code out}, whose former content is gone.
     *
     * @param out another row than {@code x}
     */
    void transform(Row x, Row out);
}
