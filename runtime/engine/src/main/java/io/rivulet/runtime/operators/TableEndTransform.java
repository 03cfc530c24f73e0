package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;

/** The table's side of a join that reads it first: tells {@link TableGateTransform} when it has been read. See {@link Joins#tableSide}. */
final class TableEndTransform extends Transform<Object, Object> {

    private final Sided tableRead;
    private final Port<Object> out;

    /** @param tableRead what to send when the table has been read; compared by identity, and never leaves its worker */
    TableEndTransform(Sided tableRead, Place place) {
        super(place);
        this.tableRead = tableRead;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        out.record(new Sided(Joins.TABLE, record), timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        // Nothing is past before the table has been read; that it has is said by the end.
    }

    @Override
    public void end() {
        out.record(tableRead, Port.NO_TIME);
        out.watermark(Long.MAX_VALUE);
        out.end();
    }
}
