package io.rivulet.runtime.recovery;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Visits the newest entry of every key that has a value at an epoch, by reading its segments from the newest to the oldest.
 *
 * <p>Memory: the largest frame, and the keys of the segments after the full one.
 */
final class LiveEntries {

    /*
     * A segment of changes is read twice: first each of its keys that no newer segment has claims its last place in the segment, then the entries at claimed
     * places are visited. So the last entry of a key counts, in a segment as between segments. A full segment, always the oldest, has each key once: its
     * entries are visited unless a newer segment has their key, and claim nothing.
     */
    private static final int PLACE_BITS = 40;

    private final Blobs blobs;
    private final Manifest manifest;
    private final Map<String, Integer> steps = new HashMap<>();
    private final ClaimedKeys claimed = new ClaimedKeys();
    private long place;

    private LiveEntries(Blobs blobs, Manifest manifest) {
        this.blobs = blobs;
        this.manifest = manifest;
        for (StepState step : manifest.steps()) {
            if (step.kind().equals(StepState.STATEFUL)) {
                steps.put(step.step(), steps.size());
            }
        }
    }

    static void visit(Blobs blobs, Manifest manifest, EntryVisitor visitor) throws IOException {
        new LiveEntries(blobs, manifest).visit(visitor);
    }

    private void visit(EntryVisitor visitor) throws IOException {
        List<Segment> segments = manifest.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            long firstPlace = (long) i << PLACE_BITS;
            if (!segment.full()) {
                place = firstPlace;
                SegmentReader.read(
                        blobs,
                        segment,
                        (step, group, bytes, keyAt, keyLength, valueAt, valueLength) ->
                                claimed.claim(checked(step, group, segment), bytes, keyAt, keyLength, place++));
            }
            place = firstPlace;
            SegmentReader.read(blobs, segment, (step, group, bytes, keyAt, keyLength, valueAt, valueLength) -> {
                int id = checked(step, group, segment);
                long here = place++;
                if (valueLength >= 0
                        && claimed.placeOf(id, bytes, keyAt, keyLength) == (segment.full() ? ClaimedKeys.NONE : here)) {
                    visitor.entry(step, group, bytes, keyAt, keyLength, valueAt, valueLength);
                }
            });
        }
    }

    private int checked(String step, int keyGroup, Segment segment) throws BrokenStoreException {
        Integer id = steps.get(step);
        if (id == null || keyGroup >= manifest.keyGroups()) {
            throw new BrokenStoreException("recovery store " + blobs.place() + ": segment " + segment.blob()
                    + " has an entry of step \"" + step + "\", key group " + keyGroup
                    + ", but the stateful steps of epoch " + manifest.epoch() + " are " + steps.keySet() + ", with "
                    + manifest.keyGroups() + " key groups");
        }
        return id;
    }
}
