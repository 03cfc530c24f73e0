package io.rivulet.algorithms.learning;

/** Tells which of two classes an example belongs to. An example is predicted first and learnt afterwards, when its label is known. */
public interface Classifier {

    /** The probability that the example's label is true; 0.5 before anything was learnt. Changes nothing. */
    double predict(Row x);

    /** Takes in an example with its label. */
    void learn(Row x, boolean label);
}
