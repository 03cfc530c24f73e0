package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** A port whose step keeps states and timers. */
abstract class KeyedTask extends Port<Object> implements Participant, Gate {

    /** Goes on with what waits for room downstream, and fires what is due by the clock; tells whether there was anything. */
    abstract boolean advance(long clockMillis);
}
