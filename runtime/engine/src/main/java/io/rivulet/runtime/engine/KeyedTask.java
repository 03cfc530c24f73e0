package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** A port whose step keeps states and timers. */
abstract class KeyedTask extends Port<Object> implements Participant {

    /** Fires what is due by the clock; tells whether anything was. */
    abstract boolean onClock(long clockMillis);
}
