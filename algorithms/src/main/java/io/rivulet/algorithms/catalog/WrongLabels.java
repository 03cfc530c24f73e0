package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Example;

/**
 * What a classifier is worth: the share of labels that it predicted wrongly before it learnt them. Beside it stand two that learn next to nothing: the one
 * that repeats the last label and the one that always says the more frequent one.
 */
final class WrongLabels implements Exact<Example> {

    static final Yardstick<Example> YARDSTICK =
            new Yardstick<>("Which label comes next?", "share of labels predicted wrongly", WrongLabels::new);

    private long examples;
    private long ones;
    private long repeated;
    private double last = Double.NaN;

    @Override
    public void update(Example example, long timeMillis) {
        examples++;
        ones += example.label() == 1 ? 1 : 0;
        repeated += example.label() == last ? 1 : 0;
        last = example.label();
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of(
                "last-label-accuracy",
                examples < 2 ? Double.NaN : (double) repeated / (examples - 1),
                "frequent-label-accuracy",
                (double) Math.max(ones, examples - ones) / examples,
                "examples",
                examples);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return 1 - answer.number("accuracy");
    }
}
