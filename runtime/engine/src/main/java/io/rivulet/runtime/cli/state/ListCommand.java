package io.rivulet.runtime.cli.state;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.Segment;
import io.rivulet.runtime.recovery.StepState;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rivulet state list}: what a store holds. */
@Command(name = "list", description = "List what a store holds: its newest complete epoch, segments, steps and keys.")
final class ListCommand implements Subcommand {

    @Mixin
    private StoreDirectory directory = new StoreDirectory();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    /** How many keys a step has, and the bytes of keys and states together. */
    private static final class Size {
        long keys;
        long bytes;
    }

    @Override
    public int run(Terminal terminal) throws IOException {
        try (RecoveryStore store = directory.inspect()) {
            Manifest manifest = directory.newest(store);
            Map<String, Size> sizes = new HashMap<>();
            manifest.steps().forEach(step -> sizes.put(step.step(), new Size()));
            store.read(manifest, (step, keyGroup, bytes, keyAt, keyLength, valueAt, valueLength) -> {
                Size size = sizes.get(step);
                size.keys++;
                size.bytes += keyLength + valueLength;
            });
            if (json) {
                StateJson lines = new StateJson(terminal.out());
                lines.line(fields -> write(fields, store, manifest, sizes));
                lines.flush();
            } else {
                print(terminal.out(), store, manifest, sizes);
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, RecoveryStore store, Manifest manifest, Map<String, Size> sizes)
            throws IOException {
        Columns head = new Columns();
        head.row("flow", manifest.flow());
        head.row("place", store.place());
        head.row(
                "epoch",
                manifest.epoch() + ", of " + Instant.ofEpochMilli(manifest.timeMillis()) + ", by run "
                        + manifest.execution() + " with " + counted(manifest.workers(), "worker"));
        head.row("bytes", Columns.text(store.bytes()));
        head.print(out);
        out.println();
        out.println(counted(manifest.segments().size(), "segment"));
        Columns segments = new Columns();
        for (Segment segment : manifest.segments()) {
            segments.row(
                    segment.blob(),
                    "epoch " + segment.epoch(),
                    segment.full() ? "all keys" : "changes",
                    segment.entries(),
                    "entries",
                    segment.bytes(),
                    "bytes");
        }
        segments.print(out);
        out.println();
        out.println(counted(manifest.steps().size(), "step"));
        Columns steps = new Columns();
        for (StepState step : manifest.steps()) {
            Size size = sizes.get(step.step());
            boolean stateful = step.kind().equals(StepState.STATEFUL);
            int others = manifest.positions()
                            .getOrDefault(step.step(), Map.of())
                            .size()
                    + manifest.prepared().getOrDefault(step.step(), List.of()).size();
            steps.row(
                    step.step(),
                    step.kind(),
                    step.form() + " " + step.version(),
                    stateful ? size.keys : (Object) others,
                    unit(step),
                    stateful ? size.bytes : "",
                    stateful ? "bytes" : "",
                    step.fingerprint());
        }
        steps.print(out);
    }

    private static String unit(StepState step) {
        return switch (step.kind()) {
            case StepState.STATEFUL -> "keys";
            case StepState.INPUT -> "partitions";
            default -> "prepared";
        };
    }

    private static String counted(int count, String what) {
        return Columns.text(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static void write(JsonGenerator out, RecoveryStore store, Manifest manifest, Map<String, Size> sizes)
            throws IOException {
        out.writeStringField("flow", manifest.flow());
        out.writeStringField("place", store.place());
        out.writeNumberField("epoch", manifest.epoch());
        out.writeStringField("time", Instant.ofEpochMilli(manifest.timeMillis()).toString());
        out.writeNumberField("execution", manifest.execution());
        out.writeNumberField("workers", manifest.workers());
        out.writeNumberField("keyGroups", manifest.keyGroups());
        out.writeNumberField("bytes", store.bytes());
        out.writeArrayFieldStart("segments");
        for (Segment segment : manifest.segments()) {
            out.writeStartObject();
            out.writeStringField("blob", segment.blob());
            out.writeNumberField("epoch", segment.epoch());
            out.writeBooleanField("full", segment.full());
            out.writeNumberField("entries", segment.entries());
            out.writeNumberField("bytes", segment.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("steps");
        for (StepState step : manifest.steps()) {
            out.writeStartObject();
            out.writeStringField("step", step.step());
            out.writeStringField("kind", step.kind());
            out.writeStringField("form", step.form());
            out.writeNumberField("version", step.version());
            out.writeStringField("fingerprint", step.fingerprint());
            write(out, manifest, step, sizes.get(step.step()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Manifest manifest, StepState step, Size size) throws IOException {
        if (step.kind().equals(StepState.STATEFUL)) {
            out.writeNumberField("keys", size.keys);
            out.writeNumberField("bytes", size.bytes);
            Long watermark = manifest.watermarks().get(step.step());
            // The time before all times is how a flow without event time says that there is none.
            if (watermark != null && watermark > Long.MIN_VALUE && watermark < Long.MAX_VALUE) {
                out.writeNumberField("watermarkMillis", watermark);
            }
        } else if (step.kind().equals(StepState.INPUT)) {
            out.writeArrayFieldStart("partitions");
            for (String partition :
                    manifest.positions().getOrDefault(step.step(), Map.of()).keySet()) {
                out.writeString(partition);
            }
            out.writeEndArray();
        } else {
            out.writeNumberField(
                    "prepared",
                    manifest.prepared().getOrDefault(step.step(), List.of()).size());
        }
    }
}
