package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.UserError;
import io.rivulet.runtime.recovery.Blobs;
import io.rivulet.runtime.recovery.DirectoryBlobs;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The recovery directory that every command is given first. */
final class StoreDirectory {

    @Parameters(index = "0", paramLabel = "DIR", description = "The recovery directory of a job.")
    private Path directory = Path.of("");

    /** Opens the store to look at it. */
    RecoveryStore inspect() throws IOException {
        return RecoveryStore.inspect(blobs());
    }

    /** Takes the store over from any job that runs on it. */
    RecoveryStore takeOver() throws IOException {
        try (RecoveryStore store = inspect()) {
            newest(store);
        }
        return RecoveryStore.open(blobs());
    }

    /** The newest complete epoch; there must be one. */
    Manifest newest(RecoveryStore store) throws IOException {
        return store.latest().orElseThrow(() -> UserError.failed(directory + ": holds no complete epoch of a job"));
    }

    /** A step of an epoch by its name; there must be one. */
    StepState step(Manifest manifest, String name) {
        List<String> names = manifest.steps().stream().map(StepState::step).toList();
        return manifest.steps().stream()
                .filter(step -> step.step().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.wrongUse("there is no step \"" + name + "\" in epoch " + manifest.epoch()
                        + ", only " + String.join(", ", names)));
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private Blobs blobs() throws IOException {
        return DirectoryBlobs.openExisting(directory);
    }
}
