package io.rivulet.runtime.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes and reads epochs in few words: texts as keys and values, in two stateful steps. */
final class Epochs {

    static final String COUNTS = "counts";
    static final String SUMS = "sums";
    static final int KEY_GROUPS = 128;

    private Epochs() {}

    /** A manifest of a flow with an input, two stateful steps and an output. */
    static Manifest manifest(long epoch) {
        return manifest(
                epoch,
                List.of(
                        new StepState("lines", StepState.INPUT, "position", 1, ""),
                        new StepState(COUNTS, StepState.STATEFUL, "count", 2, "window 10 s"),
                        new StepState(SUMS, StepState.STATEFUL, "sum", 1, ""),
                        new StepState("rows", StepState.OUTPUT, "prepared", 1, "")));
    }

    static Manifest manifest(long epoch, List<StepState> steps) {
        return new Manifest(
                "flow",
                epoch,
                0,
                1_700_000_000_000L + epoch,
                2,
                KEY_GROUPS,
                steps,
                List.of(),
                Map.of("lines", Map.of("a.txt", bytes("at " + epoch), "b.txt", bytes("start"))),
                Map.of(COUNTS, 1000 * epoch, SUMS, Long.MIN_VALUE),
                Map.of("rows", List.of(bytes("part of " + epoch), new byte[0])));
    }

    /** Commits one epoch; each change is {@code step, key, value}, and a key without a value is dropped. */
    static void write(RecoveryStore store, long epoch, boolean full, String[]... changes) throws IOException {
        try (EpochWriter writer = store.begin(epoch, full)) {
            append(writer, changes);
            writer.commit(manifest(epoch));
        }
    }

    static void append(EpochWriter writer, String[]... changes) throws IOException {
        FrameWriter frame = new FrameWriter();
        for (int i = 0; i < changes.length; i++) {
            String[] change = changes[i];
            if (i == 0 || !change[0].equals(changes[i - 1][0])) {
                flush(frame, writer);
                frame.begin(change[0]);
            }
            if (change.length == 3) {
                frame.put(group(change[1]), bytes(change[1]), bytes(change[2]));
            } else {
                frame.drop(group(change[1]), bytes(change[1]));
            }
        }
        flush(frame, writer);
    }

    private static void flush(FrameWriter frame, EpochWriter writer) throws IOException {
        if (frame.entries() > 0) {
            writer.append(frame.array(), frame.size());
        }
    }

    static String[] put(String step, String key, String value) {
        return new String[] {step, key, value};
    }

    static String[] drop(String step, String key) {
        return new String[] {step, key};
    }

    /** All live entries, by {@code step/key}. */
    static Map<String, String> read(RecoveryStore store, Manifest manifest) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        store.read(manifest, (step, group, bytes, keyAt, keyLength, valueAt, valueLength) -> {
            String key = new String(bytes, keyAt, keyLength, StandardCharsets.UTF_8);
            String value = new String(bytes, valueAt, valueLength, StandardCharsets.UTF_8);
            if (group != group(key)) {
                throw new AssertionError("key " + key + " must be in group " + group(key) + ", got " + group);
            }
            if (entries.put(step + "/" + key, value) != null) {
                throw new AssertionError("key " + key + " came twice");
            }
        });
        return entries;
    }

    /** What the newest epoch of a place holds, its number under the name {@code epoch}; empty if there is none. */
    static Map<String, String> latest(Blobs blobs) throws IOException {
        RecoveryStore store = RecoveryStore.inspect(blobs);
        Optional<Manifest> manifest = store.latest();
        Map<String, String> entries = new LinkedHashMap<>();
        if (manifest.isPresent()) {
            entries.put("epoch", String.valueOf(manifest.get().epoch()));
            entries.putAll(read(store, manifest.get()));
        }
        return entries;
    }

    static int group(String key) {
        return Math.floorMod(key.hashCode(), KEY_GROUPS);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
