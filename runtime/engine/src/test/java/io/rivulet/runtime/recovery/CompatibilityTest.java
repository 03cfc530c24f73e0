package io.rivulet.runtime.recovery;

import static io.rivulet.runtime.recovery.Epochs.COUNTS;
import static io.rivulet.runtime.recovery.Epochs.SUMS;
import static io.rivulet.runtime.recovery.Epochs.put;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which changes of a flow its stored state survives, and what is said of the others. */
class CompatibilityTest {

    private final Manifest stored = Epochs.manifest(3);

    private static List<StepState> changed(List<StepState> steps, String name, UnaryOperator<StepState> change) {
        return steps.stream()
                .map(step -> step.step().equals(name) ? change.apply(step) : step)
                .toList();
    }

    private static List<StepState> without(List<StepState> steps, String name) {
        return steps.stream().filter(step -> !step.step().equals(name)).toList();
    }

    private List<String> problems(List<StepState> steps) {
        return Compatibility.problems(stored, "flow", Epochs.KEY_GROUPS, steps, false);
    }

    @Test
    void theSameFlowResumesInWhateverOrderItsStepsAre() {
        List<StepState> reversed = new ArrayList<>(stored.steps());
        Collections.reverse(reversed);
        assertEquals(List.of(), problems(reversed));
    }

    @Test
    void aNewStepStartsEmptyAndANewerVersionReadsTheOlder() {
        List<StepState> steps = new ArrayList<>(stored.steps());
        steps.add(new StepState("new", StepState.STATEFUL, "x", 1, ""));
        steps = changed(steps, COUNTS, s -> new StepState(COUNTS, s.kind(), s.form(), 3, s.fingerprint()));
        assertEquals(List.of(), problems(steps));
    }

    @Test
    void aMissingStepIsRefusedUnlessItsStateMayBeDropped() {
        List<StepState> steps = without(stored.steps(), SUMS);
        assertEquals(
                List.of(
                        "stateful step \"sums\" is missing in the flow; give it back its name, or allow that its state is"
                                + " dropped (--allow-dropped-state)"),
                problems(steps));
        assertEquals(List.of(), Compatibility.problems(stored, "flow", Epochs.KEY_GROUPS, steps, true));
    }

    @Test
    void whatTheStateWouldBeReadWronglyForIsRefused() {
        assertEquals(
                List.of("step \"counts\" was made as \"window 10 s\" and is made as \"window 20 s\"; make it what it"
                        + " was, or give the step another name to let it start empty"),
                problems(changed(
                        stored.steps(),
                        COUNTS,
                        s -> new StepState(COUNTS, s.kind(), s.form(), s.version(), "window 20 s"))));
        assertEquals(
                List.of("step \"counts\" was stored in version 2 of form \"count\", this build reads up to version 1;"
                        + " use the build that wrote it, or give the step another name to let it start empty"),
                problems(changed(
                        stored.steps(), COUNTS, s -> new StepState(COUNTS, s.kind(), s.form(), 1, s.fingerprint()))));
        assertEquals(
                List.of("step \"sums\" was stored in form \"sum\" and is in form \"mean\"; make it what it was, or give"
                        + " the step another name to let it start empty"),
                problems(changed(stored.steps(), SUMS, s -> new StepState(SUMS, s.kind(), "mean", 1, ""))));
        assertEquals(
                List.of("step \"sums\" was of kind stateful and is of kind output; make it what it was, or give the"
                        + " step another name to let it start empty"),
                problems(changed(stored.steps(), SUMS, s -> new StepState(SUMS, StepState.OUTPUT, s.form(), 1, ""))));
        assertEquals(
                List.of("step \"sums\" was made as nothing particular and is made as \"x\"; make it what it was, or"
                        + " give the step another name to let it start empty"),
                problems(changed(stored.steps(), SUMS, s -> new StepState(SUMS, s.kind(), s.form(), 1, "x"))));
    }

    @Test
    void allProblemsAreInOneMessage() {
        List<StepState> steps = changed(
                without(stored.steps(), "lines"),
                COUNTS,
                s -> new StepState(COUNTS, s.kind(), "other", s.version(), "window 1 s"));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Compatibility.check(stored, "other flow", 64, steps, false));
        assertEquals(
                List.of(
                        "flow \"other flow\" cannot resume from epoch 3:",
                        "  - it is that of flow \"flow\"; use that flow's name, or another recovery directory for this"
                                + " one",
                        "  - it has 128 key groups, the flow has 64; use the build that wrote it, or start with an"
                                + " empty recovery directory",
                        "  - input step \"lines\" is missing in the flow; give it back its name, or allow that its"
                                + " state is dropped (--allow-dropped-state)",
                        "  - step \"counts\" was stored in form \"count\" and is in form \"other\"; make it what it was,"
                                + " or give the step another name to let it start empty",
                        "  - step \"counts\" was made as \"window 10 s\" and is made as \"window 1 s\"; make it what it"
                                + " was, or give the step another name to let it start empty"),
                e.getMessage().lines().toList());
        assertDoesNotThrow(() -> Compatibility.check(stored, "flow", Epochs.KEY_GROUPS, stored.steps(), false));
    }

    @Test
    void aSavepointIsResumedByAFlowWithOneStepMoreAndRefusedByOneWithOneLess() throws IOException {
        RecoveryStore store = RecoveryStore.open(new MemoryBlobs());
        Epochs.write(store, 0, true, put(COUNTS, "a", "1"), put(SUMS, "a", "2"));
        MemoryBlobs savepoint = new MemoryBlobs();
        store.copyTo(savepoint);
        RecoveryStore resumed = RecoveryStore.open(savepoint);
        Manifest found = resumed.latest().orElseThrow();
        List<StepState> more = new ArrayList<>(found.steps());
        more.add(new StepState("added", StepState.STATEFUL, "x", 1, ""));
        Compatibility.check(found, "flow", Epochs.KEY_GROUPS, more, false);
        assertEquals(Map.of("counts/a", "1", "sums/a", "2"), Epochs.read(resumed, found));
        List<StepState> less = without(found.steps(), SUMS);
        assertThrows(
                IllegalArgumentException.class,
                () -> Compatibility.check(found, "flow", Epochs.KEY_GROUPS, less, false));
        Compatibility.check(found, "flow", Epochs.KEY_GROUPS, less, true);
    }
}
