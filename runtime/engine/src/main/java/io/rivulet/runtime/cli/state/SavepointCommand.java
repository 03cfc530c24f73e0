package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.Blobs;
import io.rivulet.runtime.recovery.DirectoryBlobs;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rivulet state savepoint}: a copy of the newest complete epoch. */
@Command(
        name = "savepoint",
        description = {
            "Copy the newest complete epoch into another directory, as a store of its own.",
            "A job that runs on the store goes on."
        })
final class SavepointCommand implements Subcommand {

    @Mixin
    private StoreDirectory directory = new StoreDirectory();

    @Parameters(index = "1", paramLabel = "TARGET", description = "A directory that is empty or not there yet.")
    private Path target = Path.of("");

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public int run(Terminal terminal) throws IOException {
        try (RecoveryStore store = directory.inspect()) {
            directory.newest(store);
            try (Blobs blobs = DirectoryBlobs.open(target)) {
                store.copyTo(blobs);
                RecoveryStore copy = RecoveryStore.inspect(blobs);
                Manifest manifest = directory.newest(copy);
                StateChange.say(terminal, json, "copied", manifest, copy.place(), store.bytes(), copy.bytes());
            }
        }
        return 0;
    }
}
