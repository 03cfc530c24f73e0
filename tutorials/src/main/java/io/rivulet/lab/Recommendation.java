package io.rivulet.lab;

import io.rivulet.algorithms.catalog.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which variant to take, in words with the reason: the smallest of those that keep the error asked for, or the fastest where none is smaller.
 *
 * @param variant the label of the one to take; empty where none has an answer
 * @param words the advice and its reason, in a few sentences
 */
public record Recommendation(String variant, String words) {

    /** Sizes and times within this factor count as equal when choosing. */
    private static final double ALIKE = 1.1;

    /**
     * Chooses.
     *
     * @param target the error to keep at 95 % of the checkpoints
     * @param reason where the target comes from, in brackets after it
     */
    static Recommendation of(List<Measurement> measurements, double target, String reason) {
        List<Measurement> within =
                measurements.stream().filter(m -> m.errors().p95() <= target).toList();
        if (within.isEmpty()) {
            return noneWithin(measurements, target, reason);
        }
        long least = within.stream().mapToLong(Measurement::heapBytes).min().orElseThrow();
        List<Measurement> small =
                within.stream().filter(m -> m.heapBytes() <= ALIKE * least).toList();
        Measurement chosen = fastest(small);
        StringBuilder words = new StringBuilder("Take " + chosen.label() + ". ");
        if (measurements.size() == 1) {
            words.append("It is the only variant here; its error stayed at ")
                    .append(Numbers.error(chosen.errors().p95()))
                    .append(" at 95 % of the checkpoints, in ")
                    .append(Numbers.bytes(chosen.heapBytes()))
                    .append(", at ")
                    .append(Numbers.nanos(chosen.updateNanos()))
                    .append(" a record.");
            return new Recommendation(chosen.label(), words.toString());
        }
        words.append(within.size() == 1 ? "It alone keeps " : "Of the " + within.size() + " variants that keep ")
                .append(
                        target == 0
                                ? "the answer exact"
                                : "the error within " + Numbers.error(target) + " at 95 % of the checkpoints")
                .append(" (")
                .append(reason)
                .append(")");
        if (within.size() > 1) {
            words.append(small.size() > 1 ? ", it is the fastest of the smallest" : ", it is the smallest");
        }
        words.append(": ")
                .append(Numbers.bytes(chosen.heapBytes()))
                .append(", ")
                .append(Numbers.nanos(chosen.updateNanos()))
                .append(" a record.");
        other(within, chosen, Comparator.comparingDouble(Measurement::updateNanos))
                .filter(m -> m.updateNanos() * 1.25 < chosen.updateNanos())
                .ifPresent(m -> words.append(" Faster within it: ")
                        .append(m.label())
                        .append(", ")
                        .append(Numbers.nanos(m.updateNanos()))
                        .append(" a record, in ")
                        .append(Numbers.bytes(m.heapBytes()))
                        .append('.'));
        other(measurements, chosen, Comparator.comparingDouble(m -> m.errors().p95()))
                .filter(m -> m.errors().p95() * 1.25 < chosen.errors().p95())
                .ifPresent(m -> words.append(" Most exact: ")
                        .append(m.label())
                        .append(", error ")
                        .append(Numbers.error(m.errors().p95()))
                        .append(", in ")
                        .append(Numbers.bytes(m.heapBytes()))
                        .append('.'));
        long beaten = measurements.stream()
                .filter(m -> !Comparison.isOnFront(m, measurements))
                .count();
        if (beaten > 0) {
            words.append(' ')
                    .append(beaten)
                    .append(" of the ")
                    .append(measurements.size())
                    .append(beaten == 1 ? " variants is" : " variants are")
                    .append(" beaten: another one is as good in error, bytes and speed, and better in one of them.");
        }
        return new Recommendation(chosen.label(), words.toString());
    }

    private static Recommendation noneWithin(List<Measurement> measurements, double target, String reason) {
        Measurement best = measurements.stream()
                .min(Comparator.comparingDouble(m -> m.errors().p95()))
                .orElseThrow();
        if (Double.isNaN(best.errors().p95())) {
            return new Recommendation("", "No variant has an answer at every checkpoint of these records.");
        }
        return new Recommendation(
                best.label(),
                "No variant keeps the error within " + Numbers.error(target) + " at 95 % of the checkpoints (" + reason
                        + "). The most exact is " + best.label() + ": "
                        + Numbers.error(best.errors().p95()) + ", in " + Numbers.bytes(best.heapBytes()) + ", "
                        + Numbers.nanos(best.updateNanos()) + " a record." + moreToSet(best));
    }

    /** A filter made for too few items, for one, errs whatever else is tried. */
    private static String moreToSet(Measurement best) {
        String names = best.variant().algorithm().parameters().stream()
                .map(Parameter::name)
                .filter(name ->
                        !name.equals("seed") && !best.variant().parameters().containsKey(name))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " It has more to set: " + names + ".";
    }

    private static Measurement fastest(List<Measurement> measurements) {
        return measurements.stream()
                .min(Comparator.comparingDouble(Measurement::updateNanos))
                .orElseThrow();
    }

    private static Optional<Measurement> other(
            List<Measurement> measurements, Measurement chosen, Comparator<Measurement> by) {
        return measurements.stream().filter(m -> !m.equals(chosen)).min(by);
    }
}
