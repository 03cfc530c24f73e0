package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** What slides. */
    enum Use {
        /** States of closed panes. */
        PANES,
        /** Records, by their time. */
        RECORDS,
        /** Records, by their time, and coarsely enough that states of panes will do. */
        RECORDS_IN_PANES,
        /** Records, by their number. */
        COUNTED
    }

    /** Keeps a copy of the list. */
    public SlidingChoice {
        parts = List.copyOf(parts);
    }

    static SlidingChoice of(Aggregation<?, ?, ?> aggregation, Use use) {
        List<Aggregation<?, ?, ?>> parts = partsOf(aggregation);
        return parts.isEmpty() ? ofOne(aggregation, use) : ofParts(aggregation, parts, use);
    }

    private static SlidingChoice ofOne(Aggregation<?, ?, ?> aggregation, Use use) {
        boolean everyRecord = use == Use.RECORDS || use == Use.COUNTED;
        boolean kept = use != Use.PANES;
        if (can(SlidingMethod.NATIVE, aggregation, use)) {
            return choice(aggregation, SlidingMethod.NATIVE, "its state keeps its own time");
        }
        if (everyRecord && aggregation.canRetract() && !aggregation.retractRounds()) {
            return choice(
                    aggregation, SlidingMethod.RETRACT, "a record that leaves can be retracted from the state exactly");
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
            return choice(
                    aggregation,
                    SlidingMethod.RETRACT,
                    aggregation.retractRounds()
                            ? "a record that leaves can be retracted, to rounding; the state is made anew at every turn of the window"
                            : "a record that leaves can be retracted from the state exactly");
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
                ? choice(
                        aggregation,
                        SlidingMethod.RECOMPUTE,
                        "its state can neither be merged nor retracted from, so the records are kept and replayed")
                : choice(aggregation, SlidingMethod.ONE_PER_WINDOW, "its states cannot be merged");
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
        if (!can(method, aggregation, use)) {
            throw new IllegalArgumentException("method for \"" + aggregation.name() + "\" must be one of "
                    + possible(aggregation, use) + ", got " + method);
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
        return switch (method) {
            case NATIVE -> aggregation.slidesNatively() && use != Use.COUNTED;
            case SUBTRACT -> aggregation.canSubtract();
            case RETRACT -> aggregation.canRetract() && use != Use.PANES;
            case TWO_STACKS, DABA_LITE -> aggregation.canMerge();
            case RECOMPUTE -> aggregation.canMerge() || use != Use.PANES;
            case PER_PART ->
                aggregation.combined().isPresent() && of(aggregation, use).method == SlidingMethod.PER_PART;
            case ONE_PER_WINDOW -> false;
        };
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
