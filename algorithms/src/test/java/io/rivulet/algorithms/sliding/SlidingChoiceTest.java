package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.SlidingChoice.Use;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: every line of the package's table, and what is told about it. */
class SlidingChoiceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void example_everyLineOfTheTable() {
        assertChoices(Toys.recent(), SlidingMethod.NATIVE, SlidingMethod.NATIVE, SlidingMethod.DABA_LITE);
        assertChoices(Toys.sum(), SlidingMethod.SUBTRACT, SlidingMethod.RETRACT, SlidingMethod.RETRACT);
        assertChoices(
                ShannonEntropy.<String>aggregation(item -> item),
                SlidingMethod.SUBTRACT,
                SlidingMethod.RETRACT,
                SlidingMethod.RETRACT);
        assertChoices(
                Toys.mergeableSum().subtracting((s, other) -> {}),
                SlidingMethod.SUBTRACT,
                SlidingMethod.SUBTRACT,
                SlidingMethod.SUBTRACT);
        assertChoices(
                RunningMoments.<Double>aggregation(Double::doubleValue),
                SlidingMethod.TWO_STACKS,
                SlidingMethod.TWO_STACKS,
                SlidingMethod.TWO_STACKS);
        assertChoices(Toys.texts(), SlidingMethod.DABA_LITE, SlidingMethod.DABA_LITE, SlidingMethod.DABA_LITE);
        assertChoices(
                Toys.texts().retractingRounded((s, record) -> {}),
                SlidingMethod.DABA_LITE,
                SlidingMethod.RETRACT,
                SlidingMethod.RETRACT);
        assertChoices(
                Toys.median().retracting((s, record) -> {}),
                SlidingMethod.ONE_PER_WINDOW,
                SlidingMethod.RETRACT,
                SlidingMethod.RETRACT);
        assertChoices(Toys.median(), SlidingMethod.ONE_PER_WINDOW, SlidingMethod.RECOMPUTE, SlidingMethod.RECOMPUTE);
    }

    private static void assertChoices(
            Aggregation<?, ?, ?> aggregation, SlidingMethod panes, SlidingMethod records, SlidingMethod counted) {
        assertEquals(panes, Sliding.methodForPanes(aggregation));
        assertEquals(records, SlidingChoice.of(aggregation, Use.RECORDS).method());
        assertEquals(counted, SlidingChoice.of(aggregation, Use.COUNTED).method());
        SlidingMethod stepwise =
                SlidingChoice.of(aggregation, Use.RECORDS_IN_PANES).method();
        assertEquals(panes == SlidingMethod.ONE_PER_WINDOW ? records : panes, stepwise);
        for (Use use : Use.values()) {
            SlidingChoice choice = SlidingChoice.of(aggregation, use);
            boolean none = choice.method() == SlidingMethod.ONE_PER_WINDOW;
            assertEquals(!none, SlidingChoice.possible(aggregation, use).contains(choice.method()));
        }
    }

    @Test
    void example_partsSlideEachByItsOwnMethodAndSaySo() {
        var both = Aggregation.all(ShannonEntropy.<String>aggregation(item -> item), Toys.texts());
        assertEquals(
                "shannon-entropy by SUBTRACT: a state that leaves can be subtracted from the total exactly; "
                        + "texts by DABA_LITE: its states merge, and no step costs more than three merges",
                Sliding.panes(MINUTE, both).describe());
        assertEquals(
                List.of(SlidingMethod.SUBTRACT, SlidingMethod.DABA_LITE),
                Sliding.panes(MINUTE, both).choice().parts().stream()
                        .map(SlidingChoice::method)
                        .toList());
        assertEquals(
                SlidingMethod.DABA_LITE,
                Sliding.panes(MINUTE, both).by(SlidingMethod.DABA_LITE).create().method());
    }

    @Test
    void example_onePartThatCannotMergeMakesTheWholeOneStateAWindow() {
        var both = Aggregation.all(Toys.sum(), Aggregation.all(Toys.median()));
        SlidingChoice choice = Sliding.choiceForPanes(both);
        assertEquals(SlidingMethod.ONE_PER_WINDOW, choice.method());
        assertTrue(choice.describe().contains("\"median\""), choice.describe());
        String refusal = assertThrows(IllegalArgumentException.class, () -> Sliding.panes(MINUTE, both))
                .getMessage();
        assertTrue(refusal.contains("keep one state for each open window"), refusal);
    }

    @Test
    void example_aMethodThatTheStateCannotDoIsRefusedWithThoseItCan() {
        var panes = Sliding.panes(MINUTE, Toys.texts());
        assertEquals(
                "method for \"texts\" must be one of [TWO_STACKS, DABA_LITE, RECOMPUTE], got SUBTRACT: its states cannot be subtracted",
                assertThrows(IllegalArgumentException.class, () -> panes.by(SlidingMethod.SUBTRACT))
                        .getMessage());
        var window = Sliding.overCount(5, Toys.recent());
        assertThrows(IllegalArgumentException.class, () -> window.by(SlidingMethod.NATIVE));
        assertThrows(IllegalArgumentException.class, () -> window.by(SlidingMethod.ONE_PER_WINDOW));
    }

    @Test
    void example_aWindowBeyondTheLimitOfAStateIsRefusedWhenItIsMade() {
        Duration limit = Duration.ofMillis(Toys.Recent.LIMIT);
        Sliding.over(limit, Toys.recent());
        Sliding.panes(limit, Toys.recent());
        Duration beyond = limit.plusMillis(1);
        assertThrows(IllegalArgumentException.class, () -> Sliding.over(beyond, Toys.recent()));
        assertThrows(IllegalArgumentException.class, () -> Sliding.panes(beyond, Toys.recent()));
        var both = Aggregation.all(Toys.sum(), Toys.recent());
        assertThrows(IllegalArgumentException.class, () -> Sliding.panes(beyond, both));
    }
}
