package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** A port from which records leave for other workers. */
abstract class ExchangePort extends Port<Object> implements Gate {

    /** Sends what has gathered, and what waited; tells whether anything moved. */
    abstract boolean flush();

    /** Passes on what waits only; tells whether anything moved. */
    abstract boolean flushWaiting();
}
