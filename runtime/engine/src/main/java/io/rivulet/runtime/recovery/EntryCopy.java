package io.rivulet.runtime.recovery;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Copies the live entries of an epoch into another. Memory: one frame for each stateful step, and that of {@link LiveEntries}. */
final class EntryCopy {

    private static final int FRAME_BYTES = 1 << 18;

    private EntryCopy() {}

    /** Copies the entries of the steps that {@code wanted} lists. */
    static void copy(Blobs from, Manifest manifest, Manifest wanted, EpochWriter to) throws IOException {
        Set<String> steps = new HashSet<>();
        wanted.steps().forEach(step -> steps.add(step.step()));
        Map<String, FrameWriter> frames = new LinkedHashMap<>();
        LiveEntries.visit(from, manifest, (step, keyGroup, bytes, keyAt, keyLength, valueAt, valueLength) -> {
            if (!steps.contains(step)) {
                return;
            }
            FrameWriter frame = frames.computeIfAbsent(step, EntryCopy::frame);
            frame.startKey(keyGroup).writeBytes(bytes, keyAt, keyLength);
            frame.startValue().writeBytes(bytes, valueAt, valueLength);
            frame.endPut();
            if (frame.size() >= FRAME_BYTES) {
                to.append(frame.array(), frame.size());
                frame.begin(step);
            }
        });
        for (FrameWriter frame : frames.values()) {
            to.append(frame.array(), frame.size());
        }
    }

    private static FrameWriter frame(String step) {
        FrameWriter frame = new FrameWriter();
        frame.begin(step);
        return frame;
    }
}
