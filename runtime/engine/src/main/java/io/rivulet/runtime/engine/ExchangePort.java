package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;

/** A port from which records leave for other workers. */
abstract class ExchangePort extends Port<Object> {

    /** Sends what has gathered, and what waited; tells whether anything moved. */
    abstract boolean flush();

    /** Passes on what waits only; tells whether anything moved. */
    abstract boolean flushWaiting();

    /** Whether nothing waits, so that more may be sent here. */
    abstract boolean hasRoom();
}
