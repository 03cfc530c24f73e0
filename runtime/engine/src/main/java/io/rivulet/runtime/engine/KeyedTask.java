package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** A port whose step keeps timers by the clock. */
abstract class KeyedTask extends Port<Object> {

    /** Fires what is due by the clock; tells whether anything was. */
    abstract boolean onClock(long clockMillis);

    /** Keys that have a state now. */
    abstract int keys();
}
