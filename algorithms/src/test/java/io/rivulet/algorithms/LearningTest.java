package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.learning.Classifier;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.linear.LogisticRegression;
import io.rivulet.algorithms.moments.RunningMoments;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Learners and filters as values of functions, and the views of them. */
class LearningTest {

    /** Predicts the mean of what it has learnt. */
    private static final Learning<Double, RunningMoments, Double> MEAN = Learning.of(
            "mean", RunningMoments::create, (s, x) -> s.mean(), RunningMoments::update, RunningMoments.CODEC);

    private record Labelled(double x, double y) {}

    @Test
    void predictingChangesNothingAndLearningDoes() {
        RunningMoments model = MEAN.create();
        MEAN.learn(model, 4.0);
        assertEquals(4, MEAN.predict(model, 9.0));
        assertEquals(4, MEAN.predict(model, 9.0));
        MEAN.learn(model, 6.0);
        assertEquals(5, MEAN.predict(model, 9.0));
        assertEquals("mean", MEAN.name());
        assertEquals(5, MEAN.predict(MEAN.codec().fromBytes(MEAN.codec().toBytes(model)), 9.0));
    }

    @Test
    void aFieldASelectionAndAViewLeaveTheModelAlone() {
        Learning<Labelled, RunningMoments, String> some =
                MEAN.<Labelled>on(Labelled::y).where(l -> l.x > 0).map(mean -> "about " + mean);
        RunningMoments model = some.create();
        some.learn(model, new Labelled(1, 3));
        some.learn(model, new Labelled(-1, 300));
        assertEquals("about 3.0", some.predict(model, new Labelled(-1, 0)));
        assertEquals(1, model.count());
    }

    @Test
    void aClassifierLearnsFromRowsAndLabelsOfRecords() {
        Learning<Labelled, LogisticRegression, Double> learning = Classifier.learning(
                "logistic-regression",
                () -> LogisticRegression.create(0.5),
                l -> Row.ofValues(l.x),
                l -> l.y > 0,
                LogisticRegression.CODEC);
        LogisticRegression model = learning.create();
        LogisticRegression expected = LogisticRegression.create(0.5);
        for (int i = 0; i < 20; i++) {
            Labelled record = new Labelled(i % 5 - 2, i % 3 - 1);
            assertEquals(expected.predict(Row.ofValues(record.x)), learning.predict(model, record));
            learning.learn(model, record);
            expected.learn(Row.ofValues(record.x), record.y > 0);
        }
        assertThrows(
                NullPointerException.class,
                () -> Classifier.<Labelled, LogisticRegression>learning(
                        "x", () -> LogisticRegression.create(1), null, l -> true, LogisticRegression.CODEC));
    }

    @Test
    void aDeduplicationRemembersFieldsOfRecords() {
        StateCodec<Set<String>> codec = StateCodec.of(
                "words",
                1,
                (words, out) -> Codecs.TEXT.encodeAll(words.stream().sorted().toList(), out),
                in -> new HashSet<>(Codecs.TEXT.decodeAll(in)));
        Deduplication<Integer, Set<String>> parity = Deduplication.<String, Set<String>>of(
                        "exact", HashSet::new, (seen, word, time) -> !seen.add(word + time), codec)
                .on((Integer n) -> n % 2 == 0 ? "even" : "odd");
        Set<String> seen = parity.create();
        assertEquals(false, parity.seen(seen, 1, 5));
        assertEquals(false, parity.seen(seen, 2, 5));
        assertEquals(true, parity.seen(seen, 3, 5));
        assertEquals(false, parity.seen(seen, 3, 6));
        assertEquals(true, parity.seen(parity.codec().fromBytes(parity.codec().toBytes(seen)), 7, 6));
        assertEquals("exact", parity.toString());
    }
}
