package io.rivulet.commands;

import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.tutorials.Tutorial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rivulet tutorial}: lists the tutorials; {@code rivulet tutorial NAME} runs one. */
@Command(
        name = "tutorial",
        description = "List the tutorials, or run one.",
        synopsisSubcommandLabel = "[NAME]",
        subcommandsRepeatable = false)
public final class TutorialCommand implements Subcommand {

    @Spec
    private CommandSpec spec;

    @Override
    public List<Subcommand> subcommands() {
        List<Subcommand> tutorials = new ArrayList<>();
        ServiceLoader.load(Tutorial.class).forEach(tutorials::add);
        return tutorials;
    }

    @Override
    public int run(Terminal terminal) {
        PrintWriter out = terminal.out();
        if (spec.subcommands().isEmpty()) {
            out.println("There is no tutorial on the class path.");
            return 0;
        }
        out.println("Each is a real problem, solved and explained. Run one by: rivulet tutorial NAME");
        out.println();
        int width = spec.subcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        spec.subcommands().forEach((name, line) -> {
            String[] story = line.getCommandSpec().usageMessage().description();
            out.println("  " + name + " ".repeat(width - name.length()) + "  " + (story.length == 0 ? "" : story[0]));
        });
        return 0;
    }
}
