package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Template;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/**
 * The classes of a job's operators, one per step and shared by its workers, so that compiled code is shared and every call site sees one receiver. Used while a
 * job is built, by one thread.
 */
final class OwnClasses {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final boolean own;
    private final Map<String, MethodHandle> ports = new HashMap<>();
    private final Map<String, Template.Maker<?>> operators = new HashMap<>();

    private OwnClasses(boolean own) {
        this.own = own;
    }

    /** Classes of each step's own, for speed. */
    static OwnClasses own() {
        return new OwnClasses(true);
    }

    /** The classes as they are, shared by all steps: made much sooner, for jobs that are simulated by the thousand. */
    static OwnClasses shared() {
        return new OwnClasses(false);
    }

    /**
     * An engine's port with a class of the step's own. It has the code of {@code like} but is not of that class; callers know a superclass of both.
     *
     * @param place the one argument of its constructor
     */
    @SuppressWarnings("unchecked") // P is a superclass of like, as its declaration says
    <P extends Port<Object>> P port(String step, Class<? extends P> like, Object place) {
        MethodHandle constructor =
                ports.computeIfAbsent(own ? step + " " + like.getName() : like.getName(), k -> constructor(like));
        try {
            return (P) constructor.invoke(place);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a port for step \"" + step + "\"", e);
        }
    }

    /** A user's or library's operator with a class of the step's own. */
    @SuppressWarnings("unchecked") // the step's name stands for its template
    <O> O operator(String step, Template<O> template, Object... places) {
        return (O) operators
                .computeIfAbsent(step, k -> own ? template.own() : template.shared())
                .make(places);
    }

    /**
     * A port that hands on to {@code out} as to a constant. It gets a class of its own each time, for each worker: from a constant the JIT can see through the
     * whole chain behind it, because it trusts the final fields of hidden classes.
     */
    @SuppressWarnings("unchecked") // Entrance is a port
    Port<Object> entrance(Port<Object> out) {
        if (!own) {
            return out;
        }
        try {
            MethodHandles.Lookup hidden =
                    LOOKUP.defineHiddenClassWithClassData(Template.bytesOf(Entrance.class), out, true);
            return (Port<Object>) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make the entrance of a chain", e);
        }
    }

    private MethodHandle constructor(Class<?> type) {
        try {
            MethodHandles.Lookup in = own ? Template.cloneOf(LOOKUP, type) : LOOKUP;
            Class<?>[] parameters = type.getDeclaredConstructors()[0].getParameterTypes();
            return in.findConstructor(own ? in.lookupClass() : type, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a class like " + type.getName(), e);
        }
    }
}
