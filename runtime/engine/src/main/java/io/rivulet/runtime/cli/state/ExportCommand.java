package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rivulet state export}: all entries, for programs. */
@Command(
        name = "export",
        description = {
            "Write all keys and states of a store as JSON, one object a line.",
            "Keys and states are in Base64, keys also as text where they can be shown so."
        })
final class ExportCommand implements Subcommand {

    @Mixin
    private StoreDirectory directory = new StoreDirectory();

    @Option(names = "--json", description = "Changes nothing: it is JSON in any case.")
    private boolean unusedJson;

    @Override
    public int run(Terminal terminal) throws IOException {
        try (RecoveryStore store = directory.inspect()) {
            Manifest manifest = directory.newest(store);
            Map<String, StepState> steps = new HashMap<>();
            Map<String, KeyText> texts = new HashMap<>();
            for (StepState step : manifest.steps()) {
                steps.put(step.step(), step);
                texts.put(step.step(), KeyText.of(step));
            }
            StateJson lines = new StateJson(terminal.out());
            long[] entries = {0};
            store.read(manifest, (step, keyGroup, bytes, keyAt, keyLength, valueAt, valueLength) -> {
                entries[0]++;
                Optional<String> text = texts.get(step).plain(bytes, keyAt, keyLength);
                lines.line(fields -> {
                    fields.writeStringField("step", step);
                    if (text.isPresent()) {
                        fields.writeStringField("key", text.get());
                    }
                    fields.writeFieldName("keyBytes");
                    fields.writeBinary(bytes, keyAt, keyLength);
                    fields.writeNumberField("keyGroup", keyGroup);
                    fields.writeStringField("form", steps.get(step).form());
                    fields.writeNumberField("version", steps.get(step).version());
                    fields.writeFieldName("state");
                    fields.writeBinary(bytes, valueAt, valueLength);
                });
            });
            lines.flush();
            terminal.err()
                    .println("rivulet: " + Columns.text(entries[0]) + " entries of epoch " + manifest.epoch()
                            + " of flow \"" + manifest.flow() + "\"");
        }
        return 0;
    }
}
