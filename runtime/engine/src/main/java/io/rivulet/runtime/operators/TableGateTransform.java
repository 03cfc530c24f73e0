package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;

/**
 * Between the merged sides of a join that reads its table first and the join itself: turns the end of the table into a watermark. See {@link Joins#tableGate}.
 */
final class TableGateTransform extends Transform<Object, Object> {

    /*
     * The join has to learn for each key that the table has been read, and what reaches keys is time. The table's side gives no watermark until then and so
     * holds back that of the merged sides. The first watermark of all, older than every record, therefore says that the table has been read; and it comes even
     * where the other side has no event time and no watermark of its own. Nothing of this needs to be in a snapshot: where the table is read on from its
     * end, the end comes again.
     */

    /** The watermark that says that the table has been read. */
    static final long TABLE_READ_MILLIS = Long.MIN_VALUE + 1;

    private final Sided tableRead;
    private final Port<Object> out;

    /** @param tableRead what comes when the table has been read */
    TableGateTransform(Sided tableRead, Place place) {
        super(place);
        this.tableRead = tableRead;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        if (record == tableRead) {
            out.watermark(TABLE_READ_MILLIS);
        } else {
            out.record(record, timeMillis);
        }
    }
}
