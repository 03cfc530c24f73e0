package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rivulet state drop}: forgets a step. */
@Command(
        name = "drop",
        description = {
            "Forget what a store holds of a step: its states, positions or prepared output.",
            "The flow's step of that name then starts empty. A job that runs on the store stops at its next epoch."
        })
final class DropCommand implements Subcommand {

    @Mixin
    private StoreDirectory directory = new StoreDirectory();

    @Parameters(index = "1", paramLabel = "STEP", description = "A step of the flow that wrote the store.")
    private String step = "";

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public int run(Terminal terminal) throws IOException {
        try (RecoveryStore looked = directory.inspect()) {
            // Before the store is taken over: a slip of the pen must not stop a job.
            directory.step(directory.newest(looked), step);
        }
        try (RecoveryStore store = directory.takeOver()) {
            long before = store.bytes();
            store.drop(step);
            Manifest manifest = directory.newest(store);
            StateChange.say(
                    terminal,
                    json,
                    "dropped step \"" + step + "\" from",
                    manifest,
                    store.place(),
                    before,
                    store.bytes());
        }
        return 0;
    }
}
