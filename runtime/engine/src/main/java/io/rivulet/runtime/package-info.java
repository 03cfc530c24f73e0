/**
 * Dataflows: built with {@link io.rivulet.runtime.Dataflow} and {@link io.rivulet.runtime.Stream}, run by {@link io.rivulet.runtime.Rivulet}, watched through
 * {@link io.rivulet.runtime.Job}. Users start here and need no other package but {@code testing} for their tests.
 */
package io.rivulet.runtime;
