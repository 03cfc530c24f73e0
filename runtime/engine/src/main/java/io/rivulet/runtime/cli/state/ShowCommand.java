package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.cli.UserError;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rivulet state show}: the keys of a step. */
@Command(name = "show", description = "Show the keys of a stateful step, with the bytes of their states.")
final class ShowCommand implements Subcommand {

    @Mixin
    private StoreDirectory directory = new StoreDirectory();

    @Parameters(index = "1", paramLabel = "STEP", description = "A stateful step.")
    private String step = "";

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "Only this key, written as it is shown: as text, or as hexadecimal digits.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "How many keys at most; ${DEFAULT-VALUE} unless given.")
    private long limit = 20;

    @Option(names = "--json", description = "As JSON, one object a line.")
    private boolean json;

    private record Shown(String key, int keyGroup, int bytes) {}

    @Override
    public int run(Terminal terminal) throws IOException {
        if (limit < 0) {
            throw UserError.wrongUse("--limit must not be negative, got " + limit);
        }
        try (RecoveryStore store = directory.inspect()) {
            Manifest manifest = directory.newest(store);
            StepState of = directory.step(manifest, step);
            if (!of.kind().equals(StepState.STATEFUL)) {
                throw UserError.wrongUse(of.kind() + " step \"" + step + "\" has no keys; \"rivulet state list "
                        + directory + "\" shows what it has");
            }
            KeyText text = KeyText.of(of);
            List<Shown> shown = new ArrayList<>();
            long[] matching = {0};
            store.read(manifest, (s, keyGroup, bytes, keyAt, keyLength, valueAt, valueLength) -> {
                if (!s.equals(step)) {
                    return;
                }
                // Text is made only of keys that are looked at: there may be millions.
                if (key.isPresent() && !text.of(bytes, keyAt, keyLength).equals(key.get())) {
                    return;
                }
                matching[0]++;
                if (shown.size() < limit) {
                    shown.add(new Shown(text.of(bytes, keyAt, keyLength), keyGroup, valueLength));
                }
            });
            if (key.isPresent() && matching[0] == 0) {
                throw UserError.failed("step \"" + step + "\" has no key \"" + key.get() + "\" in epoch "
                        + manifest.epoch() + " of " + directory);
            }
            if (json) {
                write(terminal.out(), of, shown);
            } else {
                print(terminal.out(), of, shown, matching[0]);
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, StepState of, List<Shown> shown, long matching) {
        Columns columns = new Columns();
        for (Shown each : shown) {
            columns.row(each.key(), "group " + each.keyGroup(), of.form() + " " + of.version(), each.bytes(), "bytes");
        }
        columns.print(out);
        if (matching > shown.size()) {
            out.println("  and " + Columns.text(matching - shown.size()) + " more");
        }
    }

    private static void write(PrintWriter out, StepState of, List<Shown> shown) throws IOException {
        StateJson lines = new StateJson(out);
        for (Shown each : shown) {
            lines.line(fields -> {
                fields.writeStringField("step", of.step());
                fields.writeStringField("key", each.key());
                fields.writeNumberField("keyGroup", each.keyGroup());
                fields.writeStringField("form", of.form());
                fields.writeNumberField("version", of.version());
                fields.writeNumberField("bytes", each.bytes());
            });
        }
        lines.flush();
    }
}
