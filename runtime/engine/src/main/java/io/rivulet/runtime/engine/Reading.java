package io.rivulet.runtime.engine;

/** What workers do with their inputs. */
enum Reading {
    /** They read. */
    ON,
    /** They do not, and nothing else changes: what comes later is for a later run. */
    OFF,
    /** They end them, as if the inputs had ended by themselves. */
    END
}
