package io.rivulet.runtime.dataflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How to make an operator's object, once per worker.
 *
 * <p>An operator class that many steps share has call sites that see many receivers, which the JIT cannot inline. A template can therefore give a step a
 * class of its own, defined from the same bytes as a hidden class: every call site in it sees one receiver, its final fields are trusted, and a chain of
 * steps becomes one loop. The class is made once per step and shared by the workers.
 *
 * @param <O> the operator
 */
public final class Template<O> {

    /** Makes operators of one step. */
    @FunctionalInterface
    public interface Maker<O> {
        /** @param places what the constructor takes after the template's argument: a {@link Transform.Place} for transforms, nothing for keyed logic */
        O make(Object... places);
    }

    private final MethodHandles.Lookup lookup;
    private final Class<? extends O> type;
    private final Object argument;
    private final Supplier<? extends O> supplier;

    private Template(
            MethodHandles.Lookup lookup, Class<? extends O> type, Object argument, Supplier<? extends O> supplier) {
        this.lookup = lookup;
        this.type = type;
        this.argument = argument;
        this.supplier = supplier;
    }

    /**
     * An operator whose class has one constructor, which takes the argument first. A hidden class is not the class of its own name, so the code must not have
     * lambdas of its own that use {@code this} or private members, nor name its class in a method's parameters or from nested classes; it may hand on {@code this} as an interface or a
     * superclass, and read records by their accessors.
     *
     * @param lookup made in the operator's package
     */
    public static <O> Template<O> of(MethodHandles.Lookup lookup, Class<? extends O> type, Object argument) {
        Objects.requireNonNull(argument, "argument");
        return new Template<>(
                Objects.requireNonNull(lookup, "lookup"), Objects.requireNonNull(type, "type"), argument, null);
    }

    /** An operator that needs no place and shares its class with others. */
    public static <O> Template<O> of(Supplier<? extends O> supplier) {
        return new Template<>(null, null, null, Objects.requireNonNull(supplier, "supplier"));
    }

    /** A maker of operators with the class as it is; enough for tests and for engines that do not fuse. */
    public Maker<O> shared() {
        return supplier != null ? places -> supplier.get() : maker(lookup, type);
    }

    /** A maker of operators with a class of their own. */
    public Maker<O> own() {
        if (supplier != null) {
            return shared();
        }
        MethodHandles.Lookup hidden = cloneOf(lookup, type);
        return maker(hidden, hidden.lookupClass());
    }

    /** The lookup of a hidden class with the same code as {@code type}. */
    public static MethodHandles.Lookup cloneOf(MethodHandles.Lookup lookup, Class<?> type) {
        try {
            return lookup.defineHiddenClass(bytesOf(type), false);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("lookup must be made in the package of " + type.getName(), e);
        }
    }

    /** The class file of a class. */
    public static byte[] bytesOf(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("class file of " + type.getName() + " must be readable, found none");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Maker<O> maker(MethodHandles.Lookup in, Class<?> made) {
        MethodHandle constructor;
        try {
            Class<?>[] parameters = made.getDeclaredConstructors()[0].getParameterTypes();
            constructor = in.findConstructor(made, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("lookup must be made in the package of " + type.getName(), e);
        }
        MethodHandle bound = constructor.bindTo(argument);
        return places -> make(bound, places);
    }

    @SuppressWarnings(
            "unchecked") // the constructor is of type, or of a class with its code, whose superclass is the same
    private O make(MethodHandle constructor, Object... places) {
        try {
            return (O) constructor.invokeWithArguments(places);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make an operator of " + type.getName(), e);
        }
    }
}
