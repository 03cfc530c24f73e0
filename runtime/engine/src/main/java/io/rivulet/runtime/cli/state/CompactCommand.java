package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.RecoveryStore;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rivulet state compact}: one segment instead of many. */
@Command(
        name = "compact",
        description = {
            "Write the newest complete epoch anew as one segment, and delete what was before.",
            "A job that runs on the store stops at its next epoch."
        })
final class CompactCommand implements Subcommand {

    @Mixin
    private StoreDirectory directory = new StoreDirectory();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public int run(Terminal terminal) throws IOException {
        try (RecoveryStore store = directory.takeOver()) {
            long before = store.bytes();
            store.compact();
            StateChange.say(terminal, json, "compacted", directory.newest(store), store.place(), before, store.bytes());
        }
        return 0;
    }
}
