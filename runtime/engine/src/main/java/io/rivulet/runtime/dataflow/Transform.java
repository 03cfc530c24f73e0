package io.rivulet.runtime.dataflow;

import java.time.InstantSource;

/**
 * A stateless operator: takes records and hands on any number of others. Signals pass through unless a subclass acts on them.
 *
 * <p>A subclass has one constructor, with the user's function and its {@link Place}. It keeps both in final fields of its own, the place's output too: an engine
 * gives each step a hidden class, and the JIT trusts the final fields of those, so that it can see through a whole chain of steps.
 *
 * @param <T> a record in
 * @param <R> a record out
 */
public abstract class Transform<T, R> extends Port<T> {

    /**
     * Where an operator stands in its flow.
     *
     * @param step the step's name
     * @param out the step after
     * @param clock the only clock that an operator may look at
     */
    public record Place(String step, Port<Object> out, InstantSource clock) {}

    private final Place place;

    /** @param place where the operator stands */
    protected Transform(Place place) {
        this.place = place;
    }

    /**
     * What to throw when the user's function threw: it names the step. The record is added where the chain began: a handler in every step that refers to its
     * record would keep the JIT from removing the objects between steps.
     */
    protected final StepFailure failure(Throwable cause) {
        return StepFailure.at(place.step(), cause);
    }

    @Override
    public void watermark(long watermarkMillis) {
        place.out().watermark(watermarkMillis);
    }

    @Override
    public void batchEnd() {
        place.out().batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        place.out().barrier(epoch);
    }

    @Override
    public void end() {
        place.out().end();
    }
}
