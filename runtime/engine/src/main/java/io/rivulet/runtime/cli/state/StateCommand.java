package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.cli.UserError;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code rivulet state}: its subcommands do the work. */
@Command(
        name = "state",
        description = "Look into the recovery store of a job, or change it.",
        synopsisSubcommandLabel = "COMMAND")
public final class StateCommand implements Subcommand {

    @Override
    public List<Subcommand> subcommands() {
        return List.of(
                new ListCommand(),
                new ShowCommand(),
                new ExportCommand(),
                new SavepointCommand(),
                new CompactCommand(),
                new DropCommand());
    }

    @Override
    public int run(Terminal terminal) {
        throw UserError.wrongUse("say what to do with the store: list, show, export, savepoint, compact or drop");
    }
}
