package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which method a window slides by, and why. This is the only place where that is decided, from what the aggregation says its state can do.
 *
 * @param aggregation the aggregation's name
 * @param method how it slides
 * @param reason why so, in half a sentence
 * @param parts one choice a part where the method is {@link SlidingMethod#PER_PART}, otherwise none
 */
public record SlidingChoice(String aggregation, SlidingMethod method, String reason, List<SlidingChoice> parts) {

    /** New states up to this size are merged so fast that a rare run of merges through the whole window does not hurt. */
    static final int SMALL_STATE_BYTES = 64;

    private static final String UNMERGED = "its states cannot be merged";
    private static final String OWN_TIME = "its state keeps its own time";
    private static final String RETRACTED = "a record that leaves can be retracted from the state exactly";
    private static final String REPLAYED =
            "its state can neither be merged nor retracted from, so the records are kept and replayed";

    /** What slides. */
    enum Use {
        /** States of closed panes. */
        PANES,
        /** Records, by their time. */
        RECORDS,
        /** Records, by their time, and coarsely enough that states of panes will do. */
        RECORDS_IN_PANES,
        /** Records, by their number. */
        COUNTED,
        /** Records, by their time, in any order. */
        ANY_ORDER,
        /** The same, coarsely enough that states of panes will do. */
        ANY_ORDER_IN_PANES,
        /** Windows of several lengths of time at once, records in any order. */
        SEVERAL,
        /** All records until a silence, in order. */
        SESSION,
        /** All records until a silence, some late. */
        LATE_SESSION;

        boolean isSession() {
            return this == SESSION || this == LATE_SESSION;
        }

        boolean inAnyOrder() {
            return this == ANY_ORDER || this == ANY_ORDER_IN_PANES;
        }
    }

    /** Keeps a copy of the list. */
    public SlidingChoice {
        parts = List.copyOf(parts);
    }

    static SlidingChoice of(Aggregation<?, ?, ?> aggregation, Use use) {
        List<Aggregation<?, ?, ?>> parts = partsOf(aggregation);
        if (use.isSession()) {
            return ofSession(aggregation, use);
        }
        if (!parts.isEmpty()) {
            return ofParts(aggregation, parts, use);
        }
        return use.inAnyOrder() || use == Use.SEVERAL ? ofAnyOrder(aggregation, use) : ofOne(aggregation, use);
    }

    private static SlidingChoice ofSession(Aggregation<?, ?, ?> aggregation, Use use) {
        if (use == Use.SESSION) {
            return choice(aggregation, SlidingMethod.ONE_STATE, "a session drops no record before it is over");
        }
        return aggregation.canMerge()
                ? choice(aggregation, SlidingMethod.FIBA, "its states merge, and a tree of sums takes late ones in")
                : choice(
                        aggregation,
                        SlidingMethod.RECOMPUTE,
                        "its state cannot be merged, so the records are kept and replayed");
    }

    private static SlidingChoice ofAnyOrder(Aggregation<?, ?, ?> aggregation, Use use) {
        if (can(SlidingMethod.NATIVE, aggregation, use)) {
            return choice(aggregation, SlidingMethod.NATIVE, OWN_TIME);
        }
        if (use == Use.ANY_ORDER && aggregation.canRetract() && !aggregation.retractRounds()) {
            return choice(aggregation, SlidingMethod.RETRACT, RETRACTED);
        }
        if (aggregation.canMerge()) {
            return choice(
                    aggregation,
                    SlidingMethod.FIBA,
                    use == Use.SEVERAL
                            ? "its states merge, and one tree of sums answers for every window"
                            : "its states merge, and a tree of sums takes late ones in");
        }
        return aggregation.canRetract()
                ? choice(aggregation, SlidingMethod.RETRACT, retracted(aggregation))
                : choice(aggregation, SlidingMethod.RECOMPUTE, REPLAYED);
    }

    private static String retracted(Aggregation<?, ?, ?> aggregation) {
        return aggregation.retractRounds()
                ? "a record that leaves can be retracted, to rounding; the state is made anew at every turn of the window"
                : RETRACTED;
    }

    private static SlidingChoice ofOne(Aggregation<?, ?, ?> aggregation, Use use) {
        boolean everyRecord = use == Use.RECORDS || use == Use.COUNTED;
        boolean kept = use != Use.PANES;
        if (can(SlidingMethod.NATIVE, aggregation, use)) {
            return choice(aggregation, SlidingMethod.NATIVE, OWN_TIME);
        }
        if (everyRecord && aggregation.canRetract() && !aggregation.retractRounds()) {
            return choice(aggregation, SlidingMethod.RETRACT, RETRACTED);
        }
        if (aggregation.canSubtract()) {
            return choice(
                    aggregation,
                    SlidingMethod.SUBTRACT,
                    "a state that leaves can be subtracted from the total exactly");
        }
        if (aggregation.canMerge() && isSmall(aggregation)) {
            return choice(
                    aggregation,
                    SlidingMethod.TWO_STACKS,
                    "its states merge and take at most " + SMALL_STATE_BYTES
                            + " bytes, so a rare run of merges does not hurt");
        }
        if (kept && aggregation.canRetract() && (everyRecord || !aggregation.canMerge())) {
            return choice(aggregation, SlidingMethod.RETRACT, retracted(aggregation));
        }
        if (aggregation.canMerge()) {
            return choice(
                    aggregation,
                    SlidingMethod.DABA_LITE,
                    everyRecord
                            ? "its states merge; one is kept for every record, a slide would keep one for every pane"
                            : "its states merge, and no step costs more than three merges");
        }
        return kept
                ? choice(aggregation, SlidingMethod.RECOMPUTE, REPLAYED)
                : choice(aggregation, SlidingMethod.ONE_PER_WINDOW, UNMERGED);
    }

    private static SlidingChoice ofParts(Aggregation<?, ?, ?> aggregation, List<Aggregation<?, ?, ?>> parts, Use use) {
        List<SlidingChoice> choices = new ArrayList<>();
        for (Aggregation<?, ?, ?> part : parts) {
            SlidingChoice choice = of(part, use);
            if (choice.method == SlidingMethod.ONE_PER_WINDOW) {
                return choice(
                        aggregation,
                        SlidingMethod.ONE_PER_WINDOW,
                        "its part \"" + part.name() + "\" has no other way: " + choice.reason);
            }
            choices.add(choice);
        }
        return new SlidingChoice(
                aggregation.name(), SlidingMethod.PER_PART, "each part by the method that suits it", choices);
    }

    /**
     * The method asked for instead of the chosen one.
     *
     * @throws IllegalArgumentException if the state cannot slide that way
     */
    static SlidingChoice asked(Aggregation<?, ?, ?> aggregation, Use use, SlidingMethod method) {
        Optional<String> lack = lack(method, aggregation, use);
        if (lack.isPresent()) {
            throw new IllegalArgumentException("method for \"" + aggregation.name() + "\" must be one of "
                    + possible(aggregation, use) + ", got " + method + ": " + lack.get());
        }
        return method == SlidingMethod.PER_PART
                ? of(aggregation, use)
                : choice(aggregation, method, "as was asked for, or begun with");
    }

    /** This if it is by {@code method}, otherwise the choice that began with it. */
    SlidingChoice orBegunBy(SlidingMethod begun, Aggregation<?, ?, ?> of, Use use) {
        return begun == method ? this : asked(of, use, begun);
    }

    /**
     * Makes sure that states which slide natively remember as long as the window is: better now than at the first answer.
     *
     * @throws IllegalArgumentException if they do not
     */
    <S> void requireWithinLimit(Aggregation<?, S, ?> of, long sizeMillis) {
        if (method == SlidingMethod.NATIVE) {
            of.answerWindow(of.create(), 0, sizeMillis);
        }
        List<Aggregation<?, ?, ?>> each = partsOf(of);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).requireWithinLimit(each.get(i), sizeMillis);
        }
    }

    static List<SlidingMethod> possible(Aggregation<?, ?, ?> aggregation, Use use) {
        return Arrays.stream(SlidingMethod.values())
                .filter(method -> can(method, aggregation, use))
                .toList();
    }

    static boolean can(SlidingMethod method, Aggregation<?, ?, ?> aggregation, Use use) {
        return lack(method, aggregation, use).isEmpty();
    }

    /** Why the method will not do; empty if it does. */
    private static Optional<String> lack(SlidingMethod method, Aggregation<?, ?, ?> aggregation, Use use) {
        boolean kept = use != Use.PANES;
        return switch (method) {
            case NATIVE ->
                unless(aggregation.slidesNatively(), "its state does not keep its own time")
                        .or(() -> unless(use != Use.COUNTED, "a state's own time does not count records"))
                        .or(() -> unless(!use.isSession(), "a session has no length to ask a state for"));
            case SUBTRACT ->
                unless(aggregation.canSubtract(), "its states cannot be subtracted")
                        .or(() -> lackOfOneSum(use));
            case TWO_STACKS, DABA_LITE ->
                unless(aggregation.canMerge(), UNMERGED).or(() -> lackOfOneSum(use));
            case RETRACT ->
                unless(aggregation.canRetract(), "its records cannot be retracted")
                        .or(() -> unless(kept, "panes have no records any more"))
                        .or(() -> unless(!use.isSession(), "a session drops no record before it is over"));
            case FIBA ->
                unless(aggregation.canMerge(), UNMERGED)
                        .or(() -> unless(kept && use != Use.SESSION, "nothing comes out of order"));
            case RECOMPUTE -> unless(aggregation.canMerge() || kept, UNMERGED);
            case ONE_STATE -> unless(use == Use.SESSION, "records leave before all are over, or come in between");
            case PER_PART ->
                unless(aggregation.combined().isPresent() && !use.isSession(), "it has no parts that slide alone")
                        .or(() -> unless(
                                of(aggregation, use).method == SlidingMethod.PER_PART, "not every part can slide"));
            case ONE_PER_WINDOW -> Optional.of("it is no single window");
        };
    }

    private static Optional<String> lackOfOneSum(Use use) {
        return unless(use != Use.SEVERAL, "it has the sum of one window only")
                .or(() -> unless(!use.isSession(), "a session drops no record before it is over"))
                .or(() -> unless(
                        !use.inAnyOrder(), "it has sums that a late record would have to go into the middle of"));
    }

    private static Optional<String> unless(boolean holds, String lack) {
        return holds ? Optional.empty() : Optional.of(lack);
    }

    static List<Aggregation<?, ?, ?>> partsOf(Aggregation<?, ?, ?> aggregation) {
        return aggregation
                .combined()
                .map(combined -> List.<Aggregation<?, ?, ?>>copyOf(combined.parts()))
                .orElse(List.of());
    }

    /** One line for people: {@code shannon-entropy by SUBTRACT: a state that leaves …}. */
    public String describe() {
        return parts.isEmpty()
                ? aggregation + " by " + method + ": " + reason
                : parts.stream().map(SlidingChoice::describe).collect(Collectors.joining("; "));
    }

    /** A state that does not know its size counts as large. */
    private static boolean isSmall(Aggregation<?, ?, ?> aggregation) {
        long bytes = emptyBytes(aggregation);
        return bytes > 0 && bytes <= SMALL_STATE_BYTES;
    }

    private static <S> long emptyBytes(Aggregation<?, S, ?> aggregation) {
        return aggregation.stateBytes(aggregation.create());
    }

    private static SlidingChoice choice(Aggregation<?, ?, ?> aggregation, SlidingMethod method, String reason) {
        return new SlidingChoice(aggregation.name(), method, reason, List.of());
    }
}
